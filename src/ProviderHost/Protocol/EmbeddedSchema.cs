// The package's schema, carried in the plugin.
namespace ProviderHost.Protocol;

/// <summary>Reads <c>schema.json</c> out of the plugin itself, so that no file has to lie beside it.</summary>
internal static class EmbeddedSchema
{
    /// <summary>The schema's JSON text.</summary>
    public static string Read()
    {
        using var stream = typeof(EmbeddedSchema).Assembly.GetManifestResourceStream("schema.json")
            ?? throw new InvalidOperationException("The plugin was built without its schema.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
