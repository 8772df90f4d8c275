using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Schemes;

/// <summary>What goes on from year to year: an input names with <c>carried</c> the carried account it takes up.</summary>
internal static class CarriedNames
{
    private const string Field = "carried";

    /// <summary>Reads the field of an input; null when there is none.</summary>
    public static string? Read(FieldReader fields)
    {
        if (fields.Text(Field) is not { } name)
        {
            return null;
        }

        const string prefix = "carry:";
        if (name.StartsWith(prefix, StringComparison.Ordinal))
        {
            fields.Invalid(Field, $"只写账户的名称：{name[prefix.Length..].Trim()}", $"only the name: {name[prefix.Length..].Trim()}");
            return null;
        }

        return fields.CheckName(name, fields.FieldOf(Field), fields.Node.Find(Field)) ? name : null;
    }

    /// <summary>Checks that what is named is there, and that nothing is taken up twice.</summary>
    public static void Check(Scheme scheme, ProblemList problems)
    {
        var accounts = Accounts.Funds(scheme).Where(account => account.Kind == AccountKind.Carry)
            .Select(account => account.Name).ToArray();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in scheme.Inputs.Where(input => input.Carried is not null))
        {
            var (name, field) = (input.Carried!, $"inputs.{input.Name}.{Field}");
            var at = DocumentPlaces.Follow(scheme.Document, field);
            if (!accounts.Contains(name, StringComparer.Ordinal))
            {
                var known = accounts.Length == 0 ? "–" : string.Join(", ", accounts);
                problems.Add(ProblemCodes.SchemeInvalidValue, field, at,
                    $"没有步骤把钱转入 carry:{name}，明年没有可接的；结转的账户有：{known}",
                    $"no step puts money into carry:{name}, so there is nothing to take up; carried accounts: {known}",
                    FieldReader.Suggested(name, accounts));
            }
            else if (!taken.TryAdd(name, input.Name))
            {
                problems.Add(ProblemCodes.SchemeInvalidValue, field, at,
                    $"carry:{name} 已由年度数“{taken[name]}”接上，再接一次钱就多出来了",
                    $"the input \"{taken[name]}\" takes up carry:{name} already; taken up twice it would be money out of nothing");
            }
        }
    }
}
