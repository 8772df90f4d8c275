using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>residual_base_incomplete</c>: residual distribution on part of its base.</summary>
public sealed class ResidualBaseIncomplete : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "residual_base_incomplete";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("剩余盈余分配的依据不全", "Residual distribution on part of its base");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "合作社返还后的剩余按出资额、公积金份额和平均量化的补助、捐赠份额分配，缺一不可；补助、捐赠份额每个成员相等；登记的出资和份额与名册一致。"
        + "集体经济组织收益权已量化到成员的，提取公积公益金后按份额分配；没有量化的，按章程分。",
        "What a cooperative has left is shared by capital, reserve quota and the equal quotas of subsidies and donations, all of them. "
        + "What is stated of capital and quotas agrees with the roster. What a collective has left after its reserve goes by shares where "
        + "income rights were quantified to members, else by its charter.");

    private static readonly (AccountRole Role, QuotaKind Kind)[] Needed =
    [
        (AccountRole.ReserveQuota, QuotaKind.Reserve), (AccountRole.SubsidyQuota, QuotaKind.Subsidy),
        (AccountRole.DonationQuota, QuotaKind.Donation),
    ];

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.LegalForm == "rural_collective")
        {
            return DecideCollective(run);
        }

        var steps = run.Figures.Benefits.Where(benefit => benefit.Role == AccountRole.ResidualDividend).ToArray();
        if (steps.Length == 0 && run.Figures.Declared.Contains(AccountRole.ResidualDividend))
        {
            return NotApplicable("没有剩余盈余分给成员", "nothing is left to share out among members");
        }

        if (steps.Length == 0)
        {
            return Unknown(MissingFacts.ResidualDividend);
        }

        var read = steps.SelectMany(step => step.Holdings).ToHashSet(StringComparer.Ordinal);
        var ignored = run.Figures.Holdings.Where(holding => holding.Role is { } role
            && (role == AccountRole.Capital || Needed.Any(each => each.Role == role)) && holding.Total.Sign > 0
                && !read.Contains(holding.Name)).ToArray();
        var outcomes = new List<CheckOutcome>();
        if (ignored.Length > 0)
        {
            var names = ignored.Select(holding => holding.Title).ToArray();
            outcomes.Add(Found($"剩余盈余分配没有计入：{CheckText.Zh(names)}", $"the residual distribution leaves out: {CheckText.En(names)}"));
        }

        outcomes.AddRange(run.Figures.Holdings.Where(holding => holding.Role is AccountRole.SubsidyQuota or AccountRole.DonationQuota
            && holding.Smallest != holding.Largest).Select(unequal => Unequal(run, unequal)).OfType<CheckOutcome>());
        outcomes.AddRange(Absent(run));
        outcomes.AddRange(run.Figures.Holdings.Where(holding => holding.Unit == "yuan").SelectMany(holding => BesideFacts(run, holding)));
        return outcomes.Count > 0
            ? Joined(run, outcomes)
            : Passed("剩余盈余分配计入了出资额和各项份额", "the residual distribution goes by capital and every quota");
    }

    // Quotas that members have, and the roster has no column for.
    private IEnumerable<CheckOutcome> Absent(CheckedRun run)
    {
        var declared = run.Figures.Holdings.Select(holding => holding.Role).ToHashSet();
        var absent = Needed.Where(each => !declared.Contains(each.Role)).ToArray();
        if (absent.Length == 0)
        {
            yield break;
        }

        if (run.Facts.Quotas is not { } quotas)
        {
            yield return Unknown(MissingFacts.Quotas);
            yield break;
        }

        LocalizedText[] left = [.. absent.Where(each => Has(quotas, each.Kind)).Select(each => FactWords.Title(each.Kind))];
        if (left.Length > 0)
        {
            yield return Found(
                $"成员有量化份额，方案没有计入：{CheckText.Zh(left)}", $"members have quotas that the scheme leaves out: {CheckText.En(left)}");
        }
        else if (quotas.Any(quota => quota.Amount is null && absent.Any(each => each.Kind == quota.Kind)))
        {
            yield return Unknown(MissingFacts.QuotaAmount);
        }
    }

    // What is stated of a member and the roster has less of is left out of the base; what the roster has more of is asked about, as is
    // capital, of which some may not be stated. Who is on no roster may have left.
    private IEnumerable<CheckOutcome> BesideFacts(CheckedRun run, HoldingFigure holding)
    {
        var rows = holding.Role == AccountRole.Capital
            ? run.Facts.Capital?.Where(each => !(each.On > run.RecordDate)).Select(each => (each.Household, each.Amount, Year: (int?)null))
            : Needed.Where(each => each.Role == holding.Role).Select(each => run.Facts.Quotas?.Where(quota => quota.Kind == each.Kind)
                .Select(quota => (quota.Household, quota.Amount, quota.Year))).FirstOrDefault();
        if (rows?.ToLookup(row => row.Household, StringComparer.Ordinal) is not { } stated || holding.ByHousehold?.Value is not { } roster)
        {
            yield break;
        }

        // A quota of the year itself may be on the roster of its last day already, or not yet.
        Fraction Sum(string household, int? before) => stated[household].Where(row => before is null || !(row.Year >= before))
            .Aggregate(Fraction.Zero, (sum, row) => sum + Fraction.FromMoney(row.Amount ?? Money.Zero));
        var known = roster.Where(each => stated[each.Key].All(row => row.Amount is not null)).ToArray();
        string[] less = [.. roster.Where(each => each.Value < Sum(each.Key, run.Year)).Select(each => each.Key)];
        string[] more = [.. known.Where(each => each.Value > Sum(each.Key, before: null)).Select(each => each.Key)];
        if (less.Length > 0)
        {
            yield return Found($"名册里的{holding.Title.Zh}比登记的少：{CheckText.Households(less)}",
                $"the roster has less of {holding.Title.En} than is stated: {CheckText.HouseholdsEn(less)}")
                with { IsLenient = holding.Role == AccountRole.Capital };
        }

        if (more.Length > 0)
        {
            yield return Found($"名册里的{holding.Title.Zh}比登记的多：{CheckText.Households(more)}",
                $"the roster has more of {holding.Title.En} than is stated: {CheckText.HouseholdsEn(more)}") with { IsLenient = true };
        }

        if (known.Length < roster.Count)
        {
            yield return Unknown(holding.Role == AccountRole.Capital ? MissingFacts.CapitalAmount : MissingFacts.QuotaAmount);
        }
    }

    // A plan per head is lawful where nothing was ever quantified (art. 40: may).
    private CheckOutcome DecideCollective(CheckedRun run)
    {
        var own = run.Figures.Benefits.Where(benefit => benefit.IsDistribution && benefit.Amount.Fen > benefit.FromPayers.Fen).ToArray();
        return run.Facts.Charter?.IsQuantified switch
        {
            null => Unknown(MissingFacts.Quantified),
            false => Passed("收益权没有量化到成员，按章程分", "income rights were never quantified to members: the charter decides"),
            true when own.Length == 0 => NotApplicable("没有向成员分配", "nothing is shared out among members"),
            true when own.All(benefit => benefit.Holdings.Count == 0) => Found(
                "收益权已量化到成员，分配却没有按份额", "income rights were quantified to members, and nothing is shared by them"),
            true => Passed("按成员的份额分配", "it is shared by what members hold"),
        };
    }

    // Equal for every member, a household has as many times the smallest as it has members: more than its persons it cannot have.
    private CheckOutcome? Unequal(CheckedRun run, HoldingFigure quota)
    {
        switch (run.Facts.Charter?.QuotaPer)
        {
            case null:
                return Unknown(MissingFacts.QuotaPer);
            case QuotaUnit.Household:
                return Found($"{quota.Title.Zh}每户应相等，最少 {quota.Smallest}，最多 {quota.Largest}",
                    $"{quota.Title.En} is equal for every household, it is {quota.Smallest} to {quota.Largest}");
            case QuotaUnit.Member when run.Persons is not { Counts.Count: > 0 } persons:
                return Unknown(MissingFacts.Persons);
            case QuotaUnit.Member:
                var most = run.Persons!.Counts.Values.Max();
                return quota.Largest <= quota.Smallest * Math.Max(most, 1) ? null
                    : Found($"{quota.Title.Zh}每个成员应相等：最少的一户 {quota.Smallest}，最多的一户 {quota.Largest}，一户最多 {most} 人",
                        $"{quota.Title.En} is equal for every member: it is {quota.Smallest} to {quota.Largest} a household, and no "
                            + $"household has more than {most} persons");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static bool Has(IReadOnlyList<Facts.MemberQuota> quotas, QuotaKind kind) =>
        quotas.Any(quota => quota.Kind == kind && quota.Amount is { Fen: > 0 });
}
