// Validates what a function, or the query of a list, is given.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The check of arguments, by the rules of the inputs that they are compared with.</summary>
public static class ArgumentValidation
{
    /// <summary>Every error. What is unknown is taken as valid.</summary>
    /// <param name="owner">Whose arguments they are, for the messages.</param>
    /// <param name="known">The arguments that there are.</param>
    /// <param name="given">What was passed.</param>
    public static IReadOnlyList<CheckFailure> Check(string owner, IReadOnlyList<InputDefinition> known, PropertyMap given)
    {
        var failures = new List<CheckFailure>();
        foreach (var (name, value) in given.Where(argument => !PropertyMap.IsInternal(argument.Key)))
        {
            if (known.FirstOrDefault(argument => argument.Name == name) is not { } argument)
            {
                failures.Add(new CheckFailure(HostErrors.UnknownArgument, string.Empty, HostTexts.UnknownArgument(name, owner, known.Select(one => one.Name))));
            }
            else if (!value.IsNull)
            {
                failures.AddRange(argument.Validate(value));
            }
        }

        return failures;
    }

    /// <summary>The same for a function, which can be called only with arguments that are known.</summary>
    public static IEnumerable<CheckFailure> CheckKnown(string owner, IReadOnlyList<InputDefinition> known, PropertyMap given) =>
        Check(owner, known, given).Concat(known
            .Where(argument => given.Find(argument.Name)?.ContainsUnknown == true)
            .Select(argument => new CheckFailure(HostErrors.ArgumentNotKnown, argument.Name, HostTexts.ArgumentNotKnown(argument.Name, owner))));
}
