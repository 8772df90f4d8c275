using LinkageService.Engine.Runs;

namespace LinkageService.Tests.Oracle;

/// <summary>
/// More money to share never gives a household less: a theorem for prices per unit, for cut shares, and for payments
/// that do not depend on the pool. Largest remainder has no such theorem (the Alabama paradox), only a bound: a share
/// is its cut part or one fen more, and the cut part never falls while the pool grows, so a line falls by at most one
/// fen. Where the pool itself comes out of a split in three, that pool too may fall by one fen, and a line by two. A
/// split in two, a rate that is taken, cut or rounded up leaves pools that never fall.
/// </summary>
public sealed class MonotonePoolTests
{
    // Fen a line may fall when an input grows.
    private static readonly Dictionary<string, int> MayFallFen = new(StringComparer.Ordinal)
    {
        ["tangwan-four-tier"] = 1,
        ["malu-guaranteed-dividend"] = 1,
        ["guaranteed-minimum-dividend"] = 1,
        ["huangjinlin-land-cooperative"] = 1,
        ["qinglong-citrus-union"] = 2,
        ["yanzhai-three-layer"] = 0,
        ["liangping-collective-income"] = 0,
        ["three-golds"] = 0,
        ["order-purchase"] = 1,
        ["asset-income"] = 1,
        ["land-transfer-rent"] = 0,
        ["agency-sale"] = 0,
        ["production-trusteeship"] = 1,
        ["public-posts"] = 0,
        ["company-to-collective"] = 0,
        ["farmer-cooperative-surplus"] = 1,
        ["floor-and-second-dividend"] = 1,
        ["per-capita-factors"] = 1,
        ["land-grades"] = 1,
        ["tenure-shares"] = 0,
        ["points-and-shares"] = 0,
        ["four-share-classes"] = 1,
        ["price-pool"] = 1,
        ["progressive-reserve"] = 1,
        ["rochdale"] = 1,
        ["mondragon"] = 2,
    };

    public static TheoryData<string> Schemes => OracleCases.Schemes;

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Run_LargerIncome_GivesNobodyLessThanTheBound(string id)
    {
        foreach (var request in OracleCases.Requests(id, share: 20))
        {
            var random = new Random(request.Year);
            foreach (var input in NaiveOracle.Forms[id].Inputs.Where(input => input.Kind == OracleInputKind.Pool))
            {
                var more = RequestChanges.MoreOf(request, input, random.Next(3) == 0 ? random.Next(100_000) / 100m
                    : 0.01m);
                if (EngineRun.Of(request).Distribution is { } before && EngineRun.Of(more).Distribution is { } after)
                {
                    Compare(before, after, MayFallFen[id], request);
                }
            }
        }
    }

    [Fact]
    public void Run_AlabamaParadox_OneFenMoreCostsAHouseholdOneFen()
    {
        // 10 fen over 6, 6, 2: cut 4, 4, 1, the fen left goes to 1.43. 11 fen: cut 4, 4, 1, the two left go to 4.71
        // and 4.71.
        Assert.Equal([4, 4, 2], Shares("0.10"));
        Assert.Equal([5, 5, 1], Shares("0.11"));

        static long[] Shares(string income)
        {
            var households = new[] { "6", "6", "2" }.Select((land, number) =>
                new OracleHousehold($"000{number}", [], new Dictionary<string, string> { ["land"] = land })).ToList();
            var inputs = new Dictionary<string, string> { ["income"] = income };
            var request = new OracleRequest("huangjinlin-land-cooperative", 2020, new Dictionary<string, string>(),
                inputs, households);
            var distribution = EngineRun.Of(request).Distribution!;
            return [.. Enumerable.Range(0, 3).Select(household => distribution.Total(household).Fen)];
        }
    }

    [Theory]
    [InlineData("floor_and_keep")]
    [InlineData("per_unit_rate")]
    public void Run_CutShares_NeverFallAndEqualHoldersGetTheSame(string rounding)
    {
        var scheme = InlineScheme.Compile($$"""
            id: cut-shares
            version: 1
            title: { zh: 去尾, en: Cut shares }
            inputs: { income: { type: money } }
            holdings: { land: { unit: mu } }
            steps:
              - { id: dividend, kind: allocate, from: income, by: land, rounding: {{rounding}} }
              - { id: rest, kind: split, from: income, into: { "carry:rest": remaining } }
            """);
        foreach (var request in OracleCases.Requests("huangjinlin-land-cooperative", share: 20))
        {
            var bare = InlineScheme.Keeping(scheme, request);
            var more = RequestChanges.MoreOf(bare, OracleForm.Pool("income"), 0.01m);
            if (EngineRun.Of(scheme, bare).Distribution is not { } before
                || EngineRun.Of(scheme, more).Distribution is not { } after)
            {
                continue;
            }

            Compare(before, after, mayFallFen: 0, bare);
            var unequal = bare.Households
                .GroupBy(household => Ratio.Decimal(household.Holdings["land"]) is var land
                    ? land.Top * 10_000 / land.Bottom : 0)
                .Any(holders => holders
                    .Select(household => before.Total(before.Roster.IndexOf(household.Id))).Distinct().Count() > 1);
            Assert.False(unequal, "equal holders are paid unequally" + OracleCases.Repeat(bare));
        }
    }

    private static void Compare(Distribution before, Distribution after, int mayFallFen, OracleRequest request)
    {
        for (var household = 0; household < before.Roster.Count; household++)
        {
            var (less, more) = (before.Statement(household), after.Statement(household));
            foreach (var line in less.Lines.Where(line => line.Step.Kind is not ("guarantee" or "withhold")))
            {
                var now = more.Lines.FirstOrDefault(other => other.Step.Id == line.Step.Id)?.Amount.Fen ?? 0;
                Assert.True(now >= line.Amount.Fen - mayFallFen,
                    $"{line.Step.Id} of {less.Household} falls from {line.Amount} to {now} fen"
                        + OracleCases.Repeat(request));
            }

            // A top-up falls as the share grows, and more is set off: it is the sum that may not fall.
            if (less.Lines.Any(line => line.Step.Kind is "guarantee" or "withhold"))
            {
                Assert.True(more.Total.Fen >= less.Total.Fen - mayFallFen,
                    "the total falls" + OracleCases.Repeat(request));
            }
        }
    }
}
