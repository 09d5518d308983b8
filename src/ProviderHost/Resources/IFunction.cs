// What a function can do, in the order in which the engine's call needs it.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A function of this provider: it looks something up and changes nothing. Calls that fail throw <see cref="ResourceException"/>.</summary>
internal interface IFunction
{
    /// <summary>The token that programs use.</summary>
    string Token { get; }

    /// <summary>
    /// Judges the arguments: all mistakes at once. It asks nobody. What is not known yet is a mistake, too: the protocol has no answer that stands for
    /// "not known", and an empty one would pass for the truth.
    /// </summary>
    IReadOnlyList<CheckFailure> Check(PropertyMap arguments);

    /// <summary>Asks the service. The answer has every required output of the schema, secrets marked.</summary>
    /// <param name="arguments">Arguments that <see cref="Check"/> found no mistake in.</param>
    /// <param name="operation">How the call runs; it is about no resource, so its URN is empty.</param>
    Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation);
}
