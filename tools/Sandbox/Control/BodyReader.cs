// A JSON body read field by field, so that everything that is wrong with it is said at once.
using System.Text;
using System.Text.Json;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Reads the fields that there are, collects what is wrong, and refuses the body at the end. No value is repeated: it may be a secret in the wrong place.</summary>
internal sealed class BodyReader
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _what;
    private readonly Dictionary<string, JsonElement> _given = new(StringComparer.Ordinal);
    private readonly List<string> _fields = [];
    private readonly List<string> _problems = [];

    /// <param name="body">The body as received.</param>
    /// <param name="what">What it describes, with its article.</param>
    /// <exception cref="ApiRefusalException">400: it is not a JSON object.</exception>
    public BodyReader(byte[] body, string what)
    {
        _what = what;
        var root = Parse(body, what);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new ApiRefusalException(400, $"The body is {Kind(root)}, but {what} is a JSON object.");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (!_given.TryAdd(member.Name, member.Value))
            {
                Add($"{member.Name} is given twice.");
            }
        }
    }

    /// <summary>Whether a field is given. Null is like left out.</summary>
    public bool Has(string name) => _given.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The fields as given, for a body whose fields are a table of their own.</summary>
    public IReadOnlyDictionary<string, JsonElement> Given => _given;

    public string? Text(string name) => Read(name, "a string", JsonValueKind.String, value => value.GetString());

    public int? Whole(string name) => Read(name, $"a whole number up to {int.MaxValue}", JsonValueKind.Number, value => value.TryGetInt32(out var number) ? number : (int?)null);

    public double? Number(string name) => Read(name, "a number", JsonValueKind.Number, value => value.TryGetDouble(out var number) ? number : (double?)null);

    /// <summary>A number of seconds. One that no clock can hold becomes the longest time, which no rule allows.</summary>
    public TimeSpan? Seconds(string name) => Number(name) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e9)) : null;

    public bool? Truth(string name) =>
        Take(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : Wrong<bool?>($"{name} is true or false, not {Kind(value)}.");

    /// <summary>One value of an enum, by its name as JSON names are written; capitals do not matter.</summary>
    public T? OneOf<T>(string name)
        where T : struct, Enum =>
        Read(name, $"one of {Listed<T>()}", JsonValueKind.String, value =>
            Enum.GetValues<T>().Where(one => one.ToString().Equals(value.GetString(), StringComparison.OrdinalIgnoreCase)).Select(one => (T?)one).FirstOrDefault());

    public static string Listed<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    public IReadOnlyList<string>? Texts(string name) => Read(name, "a list of strings", JsonValueKind.Array, value =>
        value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : (string[]?)null);

    /// <summary>An object whose members are strings, or null.</summary>
    public IReadOnlyDictionary<string, string?>? Entries(string name) => Read(name, "an object of strings", JsonValueKind.Object, value =>
    {
        Dictionary<string, string?> entries = new(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            {
                entries[member.Name] = member.Value.GetString();
            }
            else
            {
                Add($"{name} {member.Name} is a string, or null to remove it, not {Kind(member.Value)}.");
            }
        }

        return entries;
    });

    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Ends the reading: a field that was not read is none.</summary>
    /// <exception cref="ApiRefusalException">400: something was wrong; each problem is a line.</exception>
    public void End()
    {
        foreach (var name in _given.Keys.Except(_fields))
        {
            Add($"There is no field '{name}'. The fields of {_what} are {string.Join(", ", _fields)}.");
        }

        Refuse(_problems);
    }

    /// <exception cref="ApiRefusalException">400: there are problems; each is a line.</exception>
    public static void Refuse(IReadOnlyCollection<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ApiRefusalException(400, string.Join('\n', problems));
        }
    }

    private static JsonElement Parse(byte[] body, string what)
    {
        if (body.Length == 0)
        {
            throw new ApiRefusalException(400, $"The body is empty, but {what} is a JSON object.");
        }

        try
        {
            var root = JsonElement.Parse(s_strict.GetString(body));
            // Half of a surrogate pair is found here, and not in the middle of the reading.
            using Utf8JsonWriter nowhere = new(Stream.Null);
            root.WriteTo(nowhere);
            return root;
        }
        catch (JsonException exception)
        {
            throw new ApiRefusalException(400, $"The body is not JSON: see line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new ApiRefusalException(400, "The body holds a string that is not text: its bytes or its escapes are no characters.");
        }
    }

    private T? Read<T>(string name, string type, JsonValueKind kind, Func<JsonElement, T?> read) =>
        Take(name) is not { } value ? default
        : value.ValueKind != kind ? Wrong<T>($"{name} is {type}, not {Kind(value)}.")
        : read(value) is { } right ? right
        : Wrong<T>($"{name} is {type}.");

    private JsonElement? Take(string name)
    {
        _fields.Add(name);
        return Has(name) ? _given[name] : null;
    }

    private T? Wrong<T>(string problem)
    {
        Add(problem);
        return default;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
