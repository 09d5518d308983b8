// What a resource and a function can do: the methods in the order in which the engine calls them.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>
/// A resource type of the provider. Calls that fail throw <see cref="ResourceException"/>; one that left something behind
/// throws <see cref="PartiallyCreatedException"/>. <see cref="Check"/> sends no request to the service, and the previews nothing but reads.
/// </summary>
public interface IResource
{
    /// <summary>The type token that programs use.</summary>
    string Type { get; }

    /// <summary>Validates the inputs and completes them: all errors at once.</summary>
    CheckedInputs Check(CheckCall call);

    /// <summary>What differs between the last inputs and the new ones.</summary>
    Task<ResourceDiff> DiffAsync(DiffCall call, Operation operation);

    /// <summary>The outputs of a create, as far as they are known before.</summary>
    Task<PropertyMap> PreviewCreateAsync(PropertyMap inputs, Operation operation);

    /// <summary>Creates the resource.</summary>
    Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation);

    /// <summary>Reads the resource from the service; null where it certainly no longer exists.</summary>
    Task<ReadResource?> ReadAsync(ReadCall call, Operation operation);

    /// <summary>The outputs of an update, as far as they are known before.</summary>
    Task<PropertyMap> PreviewUpdateAsync(UpdateCall call, Operation operation);

    /// <summary>Changes the resource in place and returns its new state.</summary>
    Task<PropertyMap> UpdateAsync(UpdateCall call, Operation operation);

    /// <summary>Deletes the resource. One that no longer exists is no error.</summary>
    Task DeleteAsync(string id, PropertyMap state, Operation operation);

    /// <summary>Validates the query of a list: all errors at once. Unknown values are taken as valid.</summary>
    IReadOnlyList<CheckFailure> CheckQuery(PropertyMap query);

    /// <summary>Lists what the service has of this type.</summary>
    /// <param name="call">A known query in which <see cref="CheckQuery"/> found no error.</param>
    /// <param name="operation">How the call runs; it is about no single resource, so its URN is empty.</param>
    IAsyncEnumerable<ListPart> ListAsync(ListCall call, Operation operation);
}

/// <summary>A function of the provider: it looks something up and changes nothing. Calls that fail throw <see cref="ResourceException"/>.</summary>
public interface IFunction
{
    /// <summary>The token that programs use.</summary>
    string Token { get; }

    /// <summary>
    /// Validates the arguments: all errors at once. An unknown argument is an error, too: the protocol has no answer that stands for "unknown", and an empty one
    /// would be taken for the result.
    /// </summary>
    IReadOnlyList<CheckFailure> Check(PropertyMap arguments);

    /// <summary>Reads from the service. The result has every required output of the schema.</summary>
    /// <param name="arguments">Arguments in which <see cref="Check"/> found no error.</param>
    /// <param name="operation">How the call runs; it is about no resource, so its URN is empty.</param>
    Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation);
}

/// <summary>The provider's settings: checked, compared and put into use. It holds what they lead to, such as the connection to the service.</summary>
public interface IProviderConfiguration : IDisposable
{
    /// <summary>Validates the settings. Nothing of the environment enters the answer, because the engine stores it.</summary>
    /// <param name="settings">The settings, as far as they are given.</param>
    /// <param name="urn">The provider's URN; empty from an old engine.</param>
    CheckedInputs Check(PropertyMap settings, string urn);

    /// <summary>What differs between two settings.</summary>
    ResourceDiff Diff(PropertyMap olds, PropertyMap news);

    /// <summary>Puts settings into use.</summary>
    /// <param name="settings">The engine's settings; the environment adds what they leave out.</param>
    /// <param name="provider">The provider.</param>
    /// <exception cref="MissingSettingsException">Required settings are missing.</exception>
    /// <exception cref="ResourceException">Settings are not valid.</exception>
    Task ConfigureAsync(PropertyMap settings, ProviderIdentity provider);

    /// <summary>The text without the secrets that this provider has seen. The messages are free of them already; this is the last gate.</summary>
    string Redact(string text);

    /// <summary>The user, or a signal, interrupted calls that run: their answers may never be recorded.</summary>
    void Interrupt();

    /// <summary>The plugin ends in order: the engine has closed it, and was not killed.</summary>
    void Close();
}

/// <summary>Notes for the user, which the engine shows beside their resource. A note never holds a secret and never fails a call.</summary>
public interface IResourceLog
{
    /// <summary>Writes a note.</summary>
    /// <param name="severity">How loud it is.</param>
    /// <param name="message">What it says.</param>
    /// <param name="urn">The resource it is about; empty for the provider as a whole.</param>
    /// <param name="ephemeral">True for a passing status that is not kept.</param>
    Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false);
}

/// <summary>How loud a note is. The values are the protocol's.</summary>
public enum NoteSeverity
{
    /// <summary>Shown with <c>--debug</c> only.</summary>
    Debug = 0,

    /// <summary>Shown.</summary>
    Info = 1,

    /// <summary>Shown and counted.</summary>
    Warning = 2,

    /// <summary>Shown as an error.</summary>
    Error = 3,
}
