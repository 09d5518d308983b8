// The plugin: its resources and functions put together.
using InfoBip.InstancesApi;
using InfoBip.Provider;
using InfoBip.Provider.Configuration;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using ProviderHost.Protocol;

var package = new ProviderPackage("infobip", PluginVersion.Text, InstanceErrors.Prefix, "The Pulumi provider for InfoBip instances.", ReadSchema)
{
    WarmUp = static async () =>
    {
        await WarmUp.RunAsync(hasCryptography: !OpenSsl.IsMissing);
        _ = new PendingCreate(0, "", "", null, NameIsUnique: false, [], default, default).Line();
    },
};
return await PluginProgram.RunAsync(args, package, context =>
{
    var configuration = new InfoBipConfiguration(context, $"pulumi-resource-infobip/{PluginVersion.Text}");
    var api = new ApiInvoker(InstanceDefinition.Standard, () => configuration.Client);
    return new ProviderParts(
        configuration,
        [new InstanceResource(InstanceDefinition.Standard, api, () => configuration.AddressSource, () => configuration.PendingCreates, new FirstContact(api, () => configuration.ProviderUrn))],
        [new GetInfoBipInstance(InstanceDefinition.Standard, api), new GetInfoBipInstances(InstanceDefinition.Standard, api)]);
});

static string ReadSchema()
{
    using var stream = typeof(InstanceDefinition).Assembly.GetManifestResourceStream("schema.json")
        ?? throw new InvalidOperationException("The plugin was built without its schema.");
    using var reader = new StreamReader(stream);
    return reader.ReadToEnd();
}
