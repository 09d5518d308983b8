// A resource of another kind: a note with a text and labels, kept as a file.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace SecondResource.Tests.Notes;

/// <summary>A note is a file: its text in the first line, its labels in the second.</summary>
internal sealed class NoteResource(string folder) : IResource
{
    private static readonly ResourceDefinition s_definition = new(
        "notes:index:Note",
        [new TextInput("text") { Required = Requirement.Always }, new TextSetInput("labels")],
        [new OutputDefinition("key", Secret: true)]);

    public string Type => s_definition.Type;

    public CheckedInputs Check(CheckCall call) => s_definition.Check(call);

    public Task<ResourceDiff> DiffAsync(DiffCall call, Operation operation) => Task.FromResult(s_definition.Diff(call));

    public Task<PropertyMap> PreviewCreateAsync(PropertyMap inputs, Operation operation) => Task.FromResult(s_definition.Preview(inputs));

    public Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation) => Task.FromResult(new CreatedResource(operation.Resource.Name, Write(operation.Resource.Name, inputs)));

    public Task<ReadResource?> ReadAsync(ReadCall call, Operation operation)
    {
        if (Observe(call.Id) is not { } observed)
        {
            return Task.FromResult<ReadResource?>(null);
        }

        var inputs = call.OldInputs is { Count: > 0 } olds ? s_definition.Refresh(olds, call.State ?? PropertyMap.Empty, observed) : s_definition.Import(observed);
        return Task.FromResult<ReadResource?>(new ReadResource(call.Id, inputs, s_definition.State(inputs, observed, call.State)));
    }

    public Task<PropertyMap> PreviewUpdateAsync(UpdateCall call, Operation operation) => Task.FromResult(s_definition.Preview(call.NewInputs, call.State));

    public Task<PropertyMap> UpdateAsync(UpdateCall call, Operation operation) => Task.FromResult(Write(call.Id, call.NewInputs));

    public Task DeleteAsync(string id, PropertyMap state, Operation operation)
    {
        File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    public IReadOnlyList<CheckFailure> CheckQuery(PropertyMap query) => ArgumentValidation.Check("the query of Note", [], query);

    public IAsyncEnumerable<ListPart> ListAsync(ListCall call, Operation operation) => Listing.ListAsync(call, "listing notes", _ => Task.FromResult(new ListPage(
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => (new ListPart.Found(Path.GetFileName(path), string.Empty), true))], null)));

    private string PathOf(string id) => Path.Combine(folder, id);

    private PropertyMap Write(string id, PropertyMap inputs)
    {
        File.WriteAllLines(PathOf(id), [inputs["text"].AsString!, string.Join(' ', inputs.Find("labels")?.Texts ?? [])]);
        return s_definition.State(inputs, Observe(id)!);
    }

    private PropertyMap? Observe(string id) => !File.Exists(PathOf(id)) || File.ReadAllLines(PathOf(id)) is not [var text, var labels, ..]
        ? null
        : PropertyMap.Empty
            .With("text", PropertyValue.Of(text))
            .With("labels", PropertyValue.Of(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .With("key", PropertyValue.Of($"key-of-{id}"));
}
