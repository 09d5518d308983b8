// `make chaos`: one storm, the plugin and the plain client side by side.
using System.Globalization;
using InfoBip.Chaos;

if (args is not [var plugin, .. var rest] || rest.Length > 2 || rest.Any(text => !int.TryParse(text, out _)) || !File.Exists(plugin))
{
    Console.Error.WriteLine("usage: infobip-chaos PLUGIN [SEED [OPERATIONS]]");
    return 2;
}

var numbers = rest.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
var options = new StormOptions { Seed = numbers is [var seed, ..] ? seed : Random.Shared.Next(1, 1000) };
options = numbers is [_, var operations] ? options with { Operations = operations } : options;
Console.WriteLine($"Seed {options.Seed}. The same storm again: make chaos SEED={options.Seed} OPERATIONS={options.Operations}");

var protectedOne = await Storm.OfPluginAsync(options, plugin);
var plain = await Storm.OfPlainClientAsync(options);
Report.Print(Console.Out, options, protectedOne, plain);
if (protectedOne.Share < 0.3)
{
    Console.Error.WriteLine("Fewer than 30 % of the requests had a fault.");
    return 1;
}

if (protectedOne.Wrong > 0)
{
    Console.Error.WriteLine($"The plugin failed under seed {options.Seed}.");
    return 1;
}

Console.WriteLine("Nothing lost, nothing created twice, no secret leaked.");
return 0;
