// Which plugin process each call of a recording went to: the recording interleaves them without a mark.
namespace InfoBip.Replay.Tests;

/// <summary>
/// Works from what the engine does: each Handshake starts a process; the calls of a provider's configuration bear its URN; a resource's calls go to
/// the process that was configured last for its provider; a Cancel in the middle ends the newest process, those at the end end all in turn.
/// </summary>
internal static class ProcessAssignment
{
    private static readonly string[] s_ofNewest = ["GetPluginInfo", "GetSchema", "Attach", "CheckConfig"];

    /// <summary>For each call the number of its process, counted from 0.</summary>
    /// <param name="calls">The calls of one recording.</param>
    /// <param name="providers">The provider of a resource, by their names; all others belong to the default provider.</param>
    public static int[] Assign(IReadOnlyList<RecordedCall> calls, IReadOnlyDictionary<string, string> providers)
    {
        var processes = new List<Process>();
        var lastWork = calls.Index().Last(call => call.Item.Method != "Cancel").Index;
        return [.. calls.Index().Select(call => Of(call.Index, call.Item).Number)];

        Process Of(int index, RecordedCall call)
        {
            if (call.Method == "Handshake")
            {
                processes.Add(new Process(processes.Count));
            }

            var process = call.Method switch
            {
                "Handshake" => processes[^1],
                var method when s_ofNewest.Contains(method) => processes[^1],
                "DiffConfig" => processes.Last(one => one.Provider == call.Urn && !one.Cancelled),
                "Configure" => processes.LastOrDefault(one => one.Provider == call.Urn && !one.Configured && !one.Cancelled) ?? processes.Last(one => one.Provider is null),
                "Cancel" when index < lastWork => processes.Last(one => !one.Cancelled),
                "Cancel" => processes.Find(one => !one.Cancelled) ?? processes[^1],
                // A function's provider is not recorded; every provider of such a recording asks the same service.
                "Invoke" or "List" => processes.First(one => one.Configured),
                _ => OfResource(call.ResourceName),
            };
            process.Provider = call.Method is "CheckConfig" or "Configure" ? call.Urn : process.Provider;
            process.Configured |= call.Method == "Configure";
            process.Cancelled |= call.Method == "Cancel";
            return process;
        }

        Process OfResource(string resource)
        {
            var provider = providers.GetValueOrDefault(resource, "default");
            var configured = processes.FindAll(one => one.Configured && !one.Cancelled);
            return configured.FindLast(one => one.Provider!.Split("::")[^1].StartsWith(provider, StringComparison.Ordinal)) ?? configured[^1];
        }
    }

    private sealed class Process(int number)
    {
        public int Number => number;

        public string? Provider { get; set; }

        public bool Configured { get; set; }

        public bool Cancelled { get; set; }
    }
}
