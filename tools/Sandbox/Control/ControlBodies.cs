// The bodies that the control API reads.
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox.Control;

/// <summary>Turns bodies into faults, instances and settings of the switches.</summary>
internal static class ControlBodies
{
    /// <summary>A fault in JSON: times are in seconds, a duration left out is endless.</summary>
    /// <exception cref="ApiRefusalException">400: it is not one.</exception>
    public static Fault Fault(byte[] body)
    {
        BodyReader reader = new(body, "a fault");
        var kind = reader.OneOf<FaultKind>("kind");
        if (!reader.Has("kind"))
        {
            reader.Add($"kind is missing: it is one of {BodyReader.Listed<FaultKind>()}.");
        }

        Fault fault = new()
        {
            Kind = kind ?? default,
            StatusCode = reader.Whole("statusCode"),
            Body = reader.OneOf<FaultBody>("body") ?? default,
            Message = reader.Text("message"),
            ProviderMessage = reader.Text("providerMessage"),
            RetryAfter = reader.Seconds("retryAfterSeconds"),
            RetryAfterAsDate = reader.Truth("retryAfterAsDate") ?? false,
            Duration = reader.Seconds("durationSeconds"),
            Megabytes = reader.Whole("megabytes") ?? 16,
            Location = reader.Text("location"),
            Method = reader.Text("method"),
            Path = reader.Text("path"),
            Skip = reader.Whole("skip") ?? 0,
            Times = reader.Whole("times"),
            Rate = reader.Number("rate"),
        };
        foreach (var error in FaultValidation.Errors(fault))
        {
            reader.Add(error);
        }

        reader.End();
        return fault;
    }

    /// <exception cref="ApiRefusalException">400: it is none, or lacks what a new instance needs.</exception>
    public static InstanceEdit NewInstance(byte[] body)
    {
        BodyReader reader = new(body, "an instance");
        var edit = Edit(reader) with { Connector = reader.Text("connector") ?? "infobip" };
        if (string.IsNullOrEmpty(edit.Name))
        {
            reader.Add("name is missing: an instance has one.");
        }

        if (Connectors.Find(edit.Connector) is null)
        {
            reader.Add($"connector is one of {string.Join(", ", Connectors.Keys)}.");
        }

        reader.End();
        return edit;
    }

    /// <exception cref="ApiRefusalException">400: it is none.</exception>
    public static InstanceEdit InstanceEdit(byte[] body)
    {
        BodyReader reader = new(body, "an edit");
        var edit = Edit(reader);
        reader.End();
        return edit;
    }

    /// <summary>Settings of switches, each as <c>name=value</c>. A value may be given as the number or the switch that it looks like.</summary>
    /// <exception cref="ApiRefusalException">400: it is no object.</exception>
    public static IReadOnlyList<string> Settings(byte[] body) =>
    [
        .. new BodyReader(body, "a setting of the behaviours").Given.Select(setting =>
            $"{setting.Key}={(setting.Value.ValueKind == System.Text.Json.JsonValueKind.String ? setting.Value.GetString() : setting.Value.GetRawText())}"),
    ];

    private static InstanceEdit Edit(BodyReader reader) => new()
    {
        Name = reader.Text("name"),
        Tags = reader.Texts("tags"),
        Configuration = reader.Entries("configuration"),
        Valid = reader.Truth("valid"),
        Disabled = reader.Truth("disabled"),
    };
}

/// <summary>A change without a request to the API; what is left out stays. A configuration entry given as null is removed.</summary>
internal sealed record InstanceEdit
{
    public string? Connector { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, string?>? Configuration { get; init; }

    public bool? Valid { get; init; }

    public bool? Disabled { get; init; }

    public void Apply(SandboxInstance instance)
    {
        instance.Name = Name ?? instance.Name;
        instance.Valid = Valid ?? instance.Valid;
        instance.Disabled = Disabled ?? instance.Disabled;
        if (Tags is not null)
        {
            instance.SetTags(Tags);
        }

        foreach (var (key, value) in Configuration ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                instance.Configuration.Remove(key);
            }
            else
            {
                instance.Configuration[key] = value;
            }
        }
    }
}
