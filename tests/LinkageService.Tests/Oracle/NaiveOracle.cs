using static LinkageService.Tests.Oracle.OracleForm;

namespace LinkageService.Tests.Oracle;

/// <summary>
/// The arrangements of the catalogue once more, each as one plain method written from the prose of their readings, in
/// the simplest code there is. It shares nothing with the engine; where the two differ, the prose decides.
/// </summary>
internal static partial class NaiveOracle
{
    /// <summary>Forms by scheme id. A scheme of the catalogue that is missing here fails a test.</summary>
    public static IReadOnlyDictionary<string, OracleForm> Forms { get; } = new Dictionary<string, OracleForm>(CommonForms)
    {
        ["tangwan-four-tier"] = new(
            [
                Parts("villagers_part", "7"), Parts("collective_part", "3"), Price("day_wage", "0.00"),
                Parts("public_posts_part", "1"), Parts("industry_support_part", "1"),
                    Parts("infrastructure_part", "1"),
            ],
            [Pool("income")], [Holding("land", 4), Holding("wage_days", 2, optional: true)], TangwanFourTier),
        ["malu-guaranteed-dividend"] = new([Rate("rate", "2%")], [Pool("sales")], [Holding("capital", 2)],
            MaluGuaranteedDividend),
        ["guaranteed-minimum-dividend"] =
            new([Rate("rate", "2%")], [Pool("profit")], [Holding("capital", 2)], GuaranteedMinimumDividend),
        ["huangjinlin-land-cooperative"] = new(
            [Rate("collective_rate", "0%"), Price("day_wage", "0.00")],
            [Pool("income")], [Holding("land", 4), Holding("wage_days", 2, optional: true)],
                HuangjinlinLandCooperative),
        ["qinglong-citrus-union"] = new(
            [
                Rate("reproduction_rate"), Parts("land_part"), Parts("capital_part"), Parts("collective_part"),
                Rate("second_dividend_rate", "5%"),
            ],
            [Pool("surplus"), Pool("other_collective_income", "0.00")],
            [Holding("land", 4, optional: true), Holding("capital", 2, optional: true)], QinglongCitrusUnion),
        ["yanzhai-three-layer"] = new(
            [Price("fixed_per_share"), Price("day_wage"), Price("market_price"), Price("floor_price")],
            [Pool("collective_income")],
            [Holding("shares", 4, optional: true), Holding("wage_days", 2, optional: true),
                Holding("delivered", 4, optional: true)],
            YanzhaiThreeLayer),
        ["liangping-collective-income"] = new(
            [Rate("reserve_rate", "40%") with { Max = "40%", RangeCode = "reserve_out_of_bounds" }],
            [Pool("income"), Pool("opening_undistributed", "0.00"), Figure("prior_losses", "0.00")],
            [Holding("shares", 4)], LiangpingCollectiveIncome),
        ["three-golds"] = new(
            [Price("rent_per_mu"), Price("day_wage")], [Pool("dividend")],
            [Holding("rented_land", 4, optional: true), Holding("wage_days", 2, optional: true),
                Holding("shares", 4, optional: true)],
            ThreeGolds),
        ["order-purchase"] = new(
            [Price("market_price"), Price("floor_price")], [Pool("second_rebate", "0.00")],
                [Holding("delivered", 4)], OrderPurchase),
        ["asset-income"] = new(
            [Parts("households_part", "1"), Parts("posts_part", "1")],
            [Pool("income"), Figure("operating_cost", "0.00")], [Holding("asset_shares", 4)], AssetIncome),
        ["land-transfer-rent"] = new([Price("rent_per_mu")], [], [Holding("rented_land", 4)], LandTransferRent),
        ["agency-sale"] = new([Rate("fee_rate", "0%")], [], [Holding("sales", 2)], AgencySale),
        ["production-trusteeship"] =
            new([Price("fee_per_mu")], [Pool("harvest")], [Holding("entrusted_land", 4)], ProductionTrusteeship),
        ["public-posts"] = new([Number("months"), Price("monthly_pay")], [Pool("post_fund"), Count("posts")], [],
            PublicPosts),
        ["company-to-collective"] = new(
            [Rate("collective_stake"),
                Rate("reserve_rate", "40%") with { Max = "40%", RangeCode = "reserve_out_of_bounds" }],
            [Pool("company_profit")], [Holding("shares", 4)], CompanyToCollective),
        ["farmer-cooperative-surplus"] = new(
            [
                Rate("reserve_rate", "10%"),
                Rate("patronage_rate", "60%") with { Min = "60%", RangeCode = "patronage_below_minimum" },
            ],
            [Pool("surplus"), Figure("prior_losses", "0.00")],
            [
                Holding("patronage", 4), Holding("capital", 2),
                Holding("reserve_quota", 2, optional: true), Holding("subsidy_quota", 2, optional: true),
            ],
            FarmerCooperativeSurplus),
    };

    /// <summary>What the request must come to.</summary>
    public static OracleAnswer Run(OracleRequest request)
    {
        var form = Forms[request.Scheme];
        if (Refusal(request, form) is { } code)
        {
            return OracleAnswer.Refused(code);
        }

        try
        {
            var books = new OracleBooks(request, form);
            form.Run(books);
            return books.Close();
        }
        catch (OracleRefusal refusal)
        {
            return OracleAnswer.Refused(refusal.Code);
        }
    }

    // What is wrong before anything is computed; the form of the request goes before the rules on its values.
    private static string? Refusal(OracleRequest request, OracleForm form)
    {
        if (request.Households.Count == 0)
        {
            return "empty_roster";
        }

        if (form.Parameters.Any(parameter => parameter.Default is null
            && !request.Parameters.ContainsKey(parameter.Name)))
        {
            return "missing_parameter";
        }

        var breached = form.Parameters
            .Where(parameter => request.Parameters.ContainsKey(parameter.Name))
            .Where(parameter => IsOutside(parameter, request.Parameters[parameter.Name]))
            
            // A minimum has its own code; above it there is only the 100% of any rate.
            .Select(parameter => parameter.Min != "0"
                && Ratio.Compare(Ratio.Rate(request.Parameters[parameter.Name]), Ratio.Rate(parameter.Min)) > 0
                ? "parameter_out_of_range"
                : parameter.RangeCode).ToList();
        return breached.Find(code => code != "parameter_out_of_range") ?? breached.FirstOrDefault();
    }

    private static bool IsOutside(OracleParameter parameter, string text)
    {
        if (parameter.Kind != OracleKind.Rate)
        {
            return false;
        }

        var value = Ratio.Rate(text);
        return Ratio.Compare(value, Ratio.Rate(parameter.Min)) < 0
            || Ratio.Compare(value, Ratio.Rate(parameter.Max!)) > 0;
    }
}
