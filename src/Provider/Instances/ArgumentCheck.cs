// Judges what a function, or the query of a list, is given.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>The check of arguments, by the rules of the inputs that they are compared with.</summary>
internal static class ArgumentCheck
{
    /// <summary>Every mistake. What is not known yet is taken for right.</summary>
    /// <param name="owner">Whose arguments they are, for the messages.</param>
    /// <param name="known">The arguments that there are.</param>
    /// <param name="given">What was given.</param>
    public static IReadOnlyList<CheckFailure> Check(string owner, IReadOnlyList<InputDefinition> known, PropertyMap given)
    {
        var failures = new List<CheckFailure>();
        foreach (var (name, value) in given.Where(argument => !argument.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            if (known.FirstOrDefault(argument => argument.Name == name) is not { } argument)
            {
                failures.Add(new CheckFailure(
                    ErrorCode.UnknownArgument, string.Empty, $"'{name}' is not an argument of {owner}.{Spelling.Hint(name, known.Select(one => one.Name))}"));
            }
            else if (!value.IsNull)
            {
                failures.AddRange(InstanceCheck.Judge(argument, value));
            }
        }

        return failures;
    }

    /// <summary>The same for a function, which can be asked only with arguments that are known.</summary>
    public static IEnumerable<CheckFailure> CheckKnown(string owner, IReadOnlyList<InputDefinition> known, PropertyMap given) =>
        Check(owner, known, given).Concat(known
            .Where(argument => given.Find(argument.Name)?.ContainsUnknown == true)
            .Select(argument => new CheckFailure(
                ErrorCode.ArgumentNotKnown,
                argument.Name,
                $"'{argument.Name}' is not known yet, so {owner} cannot be asked, and nothing was sent; call it with the output itself, so that it waits for the value")));
}
