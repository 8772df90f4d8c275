using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A household to be looked at again, and why.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Household">Its member number.</param>
/// <param name="Before">What it was paid last; null when it was not in that run, or there is none.</param>
/// <param name="After">What this run gives it; null when it is not in it.</param>
internal sealed record ExceptionalHousehold(ExceptionKind Kind, string Household, Money? Before, Money? After)
{
    /// <summary>Whom it is named after; null where nobody said.</summary>
    public string? Name { get; init; }

    /// <summary>Of one deceased, the day of the last death; of a changed account, the day it was noted. yyyy-MM-dd.</summary>
    public string? On { get; init; }

    /// <summary>Who noted the account.</summary>
    public string? By { get; init; }

    /// <summary>
    /// Of a changed account, its number: masked, and in full for whoever may agree to it and says why. Null for cash.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>The account before it, masked; null for cash.</summary>
    public string? AccountBefore { get; init; }

    /// <summary>The changed account, encrypted; null for cash.</summary>
    internal string? SealedAccount { get; init; }

    /// <summary>The other households with its account.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>What it is looked at for, beside its amounts; empty where they say it all.</summary>
    public LocalizedText Remark => Kind switch
    {
        ExceptionKind.Deceased => new($"{On} 起全户已故，请核实由谁领取", $"deceased by {On}: see who is to be paid"),
        ExceptionKind.AccountChanged => new($"{On} 由 {By} 改了账号，请核对存折或卡", $"noted on {On} by {By}: check the card"),
        ExceptionKind.SharedAccount => new(
            $"和 {string.Join("、", With)} 户同一个账号，请核实是否代领",
            $"the account of {string.Join(", ", With)} too: see whether one collects for the other"),
        ExceptionKind.Joined or ExceptionKind.Gone or ExceptionKind.More or ExceptionKind.Less or ExceptionKind.Zero => new("", ""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What is unusual in a run, beside the one that was paid last: for maker and approver to look at before money goes out.</summary>
/// <param name="Run">The run.</param>
/// <param name="Against">The one it is held against: paid last by the same scheme; of a correction, the run it corrects; null for
/// none.</param>
/// <param name="Percent">From how many per cent on an amount counts as changed.</param>
/// <param name="Households">By kind, then as a village counts them; one household may stand under several kinds.</param>
internal sealed record FoundExceptions(RunRow Run, RunRow? Against, int Percent, IReadOnlyList<ExceptionalHousehold> Households)
{
    private readonly Lazy<string> _digest = new(() => DigestOf(Against, Percent, Households));

    /// <summary>How many households stand under each kind that has any.</summary>
    public IReadOnlyDictionary<ExceptionKind, int> Counts { get; } =
        new SortedDictionary<ExceptionKind, int>(Households.CountBy(household => household.Kind).ToDictionary());

    /// <summary>How many different households stand in the list.</summary>
    public int Count { get; } = Households.Select(household => household.Household).Distinct(StringComparer.Ordinal).Count();

    /// <summary>SHA-256 of the list and of what it was held against: who acknowledged it acknowledged this very list.</summary>
    public string Digest => _digest.Value;

    /// <summary>The list, put in order.</summary>
    public static FoundExceptions Of(RunRow run, RunRow? against, int percent, IEnumerable<ExceptionalHousehold> households) => new(
        run, against, percent,
        [.. households.OrderBy(household => household.Kind).ThenBy(household => household.Household, MemberNumberOrder.Instance)]);

    /// <summary>Part of the list.</summary>
    public Page<ExceptionalHousehold> PageOf(PageRequest page)
    {
        var rest = Households.SkipWhile(household => page.After.Length > 0 && IsUpTo(household, page.After)).Take(page.Limit + 1)
            .ToArray();
        return Page<ExceptionalHousehold>.Of(rest, page.Limit, KeyOf);
    }

    /// <summary>What the amounts of two runs say.</summary>
    /// <param name="comparison">The run paid last, and this one.</param>
    /// <param name="percent">From how many per cent on an amount counts as changed.</param>
    public static IEnumerable<ExceptionalHousehold> OfAmounts(RunComparison comparison, int percent)
    {
        for (var at = 0; at < comparison.Count; at++)
        {
            var household = comparison.Household(at);
            if (KindOf(household, percent) is { } kind)
            {
                yield return new ExceptionalHousehold(kind, household.Household, household.Before, household.After);
            }
        }
    }

    private static string KeyOf(ExceptionalHousehold household) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)household.Kind}/{household.Household}");

    private static bool IsUpTo(ExceptionalHousehold household, string key)
    {
        var kind = key[0] - '0' - (int)household.Kind;
        return kind > 0 || (kind == 0 && MemberNumberOrder.Instance.Compare(household.Household, key[Math.Min(key.Length, 2)..]) <= 0);
    }

    private static ExceptionKind? KindOf(ComparedHousehold household, int percent)
    {
        if (household.After is not { } after)
        {
            return ExceptionKind.Gone;
        }

        if (household.Before is not { } before)
        {
            return ExceptionKind.Joined;
        }

        if (after.Fen == 0)
        {
            return ExceptionKind.Zero;
        }

        var change = household.Delta.Fen;
        return !IsOver(Math.Abs(change), before.Fen, percent) ? null : change > 0 ? ExceptionKind.More : ExceptionKind.Less;
    }

    // More than so many per cent of what it was; of nothing, anything is more.
    private static bool IsOver(long change, long before, int percent) => (Int128)change * 100 > (Int128)before * percent;

    private static string DigestOf(RunRow? against, int percent, IReadOnlyList<ExceptionalHousehold> households)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{against?.Digest}\t{percent}\n");
        foreach (var each in households)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{each.Kind.Word()}\t{each.Household}\t{each.Before?.Fen}\t{each.After?.Fen}\t{each.On}\t{each.By}\t")
                .AppendJoin(',', each.With).Append('\n');
        }

        return DigestText.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
