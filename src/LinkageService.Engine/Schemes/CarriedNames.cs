using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// What goes on from year to year: an input names with <c>carried</c> the carried account it takes up, a holding the step whose amounts.
/// </summary>
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

    /// <summary>Reads the field of a holding: what a step gives is yuan and fen, and so is the holding.</summary>
    public static string? ReadHolding(FieldReader fields, string unit, HoldingColumn column)
    {
        if (fields.Text(Field) is not { } name || !fields.CheckName(name, fields.FieldOf(Field), fields.Node.Find(Field)))
        {
            return null;
        }

        if (unit == "yuan" && column is { Decimals: Money.Decimals, IsTimeWeighted: false })
        {
            return name;
        }

        fields.Invalid(Field, "只有按元计、两位小数的列能逐年结转：unit: 元，decimals: 2，不写 weighting",
            "only a column in yuan with two decimals is carried: unit: yuan, decimals: 2, and no weighting");
        return null;
    }

    /// <summary>Checks that what is named is there, and that nothing is taken up twice.</summary>
    public static void Check(Scheme scheme, ProblemList problems)
    {
        CheckHoldings(scheme, problems);
        var accounts = Accounts.Funds(scheme).Where(account => account.Kind == AccountKind.Carry)
            .Select(account => account.Name).ToArray();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in scheme.Inputs.Where(input => input.Carried is not null))
        {
            var (name, field) = (input.Carried!, $"inputs.{input.Name}.{Field}");
            var at = DocumentPlaces.Follow(scheme.Document, field);
            if (!accounts.Contains(name, StringComparer.Ordinal))
            {
                var known = string.Join(", ", accounts);
                problems.Add(ProblemCodes.SchemeInvalidValue, field, at,
                    $"没有步骤把钱转入 carry:{name}，明年没有可接的；{(known.Length == 0 ? "方案里还没有 carry: 账户" : "结转的账户有：" + known)}",
                    $"no step puts money into carry:{name}, so there is nothing to take up; carried accounts: "
                        + (known.Length == 0 ? "none" : known),
                    IsKept(scheme, name) ? new LocalizedText(
                        $"fund:{name} 的钱留下就不再动；明年要接着用，就转入 carry:{name}",
                        $"Money in fund:{name} stays there; to have it next year, put it into carry:{name}")
                    : FieldReader.Suggested(name, accounts));
            }
            else if (!taken.TryAdd(name, input.Name))
            {
                problems.Add(ProblemCodes.SchemeInvalidValue, field, at,
                    $"carry:{name} 已由年度数“{taken[name]}”接上，再接一次钱就多出来了",
                    $"the input \"{taken[name]}\" takes up carry:{name} already; taken up twice it would be money out of nothing");
            }
        }
    }

    /// <summary>Warns of an input that has the name of a carried account and does not take it up: one with a default, as what is left of
    /// last year has. Without, it is rather this year's money, of which the rest is carried under its name.</summary>
    public static void Warn(Scheme scheme, ProblemList problems)
    {
        var taken = scheme.Inputs.Select(input => input.Carried).OfType<string>();
        var open = Accounts.Funds(scheme).Where(account => account.Kind == AccountKind.Carry).Select(account => account.Name)
            .Except(taken, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        foreach (var name in scheme.Inputs.Where(input => input is { Carried: null, Default: not null } && open.Contains(input.Name))
            .Select(input => input.Name))
        {
            var field = "inputs." + name;
            problems.Add(ProblemCodes.InputNotCarried, field, DocumentPlaces.Follow(scheme.Document, field),
                $"年度数“{name}”和结转账户 carry:{name} 同名，却没有写 carried：上年结转的钱不会自己接上",
                $"the input \"{name}\" has the name of carry:{name} and no carried: what was carried is not taken up by itself",
                new LocalizedText($"要接上一次的结转，在“{name}”里写 carried: {name}；不是同一笔钱，就换个名称",
                    $"To take it up, write carried: {name} in \"{name}\"; if it is other money, give it another name"));
        }
    }

    private static bool IsKept(Scheme scheme, string name) =>
        Accounts.Funds(scheme).Any(account => account.Kind == AccountKind.Fund && account.Name == name);

    private static void CheckHoldings(Scheme scheme, ProblemList problems)
    {
        var steps = scheme.Steps.Where(step => step is RecordStep || (step.GivesLines && step is not WithholdStep))
            .Select(step => step.Id).ToArray();
        foreach (var holding in scheme.Holdings.Where(holding => holding.Carried is not null && !steps.Contains(holding.Carried)))
        {
            var field = $"holdings.{holding.Name}.{Field}";
            var known = string.Join(", ", steps);
            problems.Add(ProblemCodes.SchemeInvalidValue, field, DocumentPlaces.Follow(scheme.Document, field),
                $"没有给每户钱或记一笔的步骤“{holding.Carried}”；有：{(known.Length == 0 ? "一个也没有" : known)}",
                $"no step \"{holding.Carried}\" gives or notes an amount per household; there are: {(known.Length == 0 ? "none" : known)}",
                FieldReader.Suggested(holding.Carried!, steps));
        }
    }
}
