using System.Numerics;
using static LinkageService.Tests.Oracle.OracleBooks;
using static LinkageService.Tests.Oracle.OracleForm;

namespace LinkageService.Tests.Oracle;

/// <content>The arrangements of common use that no report names.</content>
internal static partial class NaiveOracle
{
    private static readonly Dictionary<string, OracleForm> CommonForms = new()
    {
        ["floor-and-second-dividend"] = new(
            [Price("floor_per_mu"), Number("grain_per_mu"), Parts("households_part", "5"), Parts("cooperative_part", "5")],
            [Pool("surplus"), PriceOfYear("grain_price")], [Holding("land", 4)], FloorAndSecondDividend),
        ["per-capita-factors"] = new(
            [Rate("minor_factor", "50%"), Rate("student_factor", "80%"), Number("soldier_factor", "1.2")],
            [Pool("income")],
            [Holding("adults", 0, optional: true), Holding("minors", 0, optional: true),
                Holding("students", 0, optional: true), Holding("soldiers", 0, optional: true)],
            PerCapitaFactors),
        ["land-grades"] = new(
            [Rate("second_rate", "80%"), Rate("third_rate", "60%"), Price("rent_per_mu")], [Pool("profit")],
            [Holding("first_grade", 4, optional: true), Holding("second_grade", 4, optional: true),
                Holding("third_grade", 4, optional: true)],
            LandGrades),
        ["tenure-shares"] = new(
            [
                Rate("reserve_rate", "30%") with { Min = "30%", RangeCode = "reserve_out_of_bounds" },
                Number("shares_per_person", "10"), Number("shares_per_year", "1"), Rate("minor_factor", "50%"),
            ],
            [Pool("income"), Pool("opening_undistributed", "0.00"), Figure("prior_losses", "0.00")],
            [Holding("adults", 0, optional: true), Holding("minors", 0, optional: true),
                Holding("years_worked", 1, optional: true)],
            TenureShares),
        ["points-and-shares"] = new(
            [Parts("shares_part", "7"), Parts("points_part", "3"), Number("excellent_factor", "1.2")],
            [Pool("income"), Pool("opening_undistributed", "0.00")],
            [Holding("shares", 4), Holding("points", 2, optional: true)], PointsAndShares),
        ["four-share-classes"] = new(
            [Price("land_per_mu"), Rate("capital_rate", "6%"), Rate("collective_rate", "20%")],
            [Pool("income"), Pool("opening_undistributed", "0.00")],
            [Holding("land", 4, optional: true), Holding("capital", 2, optional: true),
                Holding("member_shares", 4, optional: true)],
            FourShareClasses),
        ["price-pool"] = new(
            [Rate("fee_rate", "3%")], [Pool("sales"), Figure("costs", "0.00")],
            [Holding("delivered", 4), Holding("advance", 2, optional: true), Holding("owed", 2, optional: true)],
            PricePool),
        ["progressive-reserve"] = new(
            [], [Pool("surplus"), Figure("prior_losses", "0.00")], [Holding("shares", 4)], ProgressiveReserve),
        ["rochdale"] = new(
            [
                Rate("reserve_rate", "10%"), Rate("interest_rate", "5%") with { Max = "5%" },
                Rate("education_rate", "2.5%"), Rate("others_factor", "50%"),
            ],
            [Pool("surplus")], [Holding("share_money", 2, optional: true), Holding("purchases", 2)], Rochdale),
        ["mondragon"] = new(
            [
                Rate("reserve_rate", "45%") with { Min = "20%" }, Rate("social_rate", "10%"),
                Rate("interest_rate", "7%") with { Max = "7.5%" },
            ],
            [Pool("net_surplus")], [Holding("account", 2), Holding("hours", 1), Holding("grade", 2)], Mondragon),
    };

    // Each mu first gets the larger of the fixed floor and the grain at its price, in proportion where the surplus
    // lacks it; what is left goes to households and cooperative by parts, and the households' part by land.
    private static void FloorAndSecondDividend(OracleBooks books)
    {
        var floor = Ratio.Larger(books.Parameter("floor_per_mu"),
            books.Parameter("grain_per_mu") * books.Input("grain_price"));
        books.PayEachAsFarAsItGoes("floor_dividend", "surplus",
            household => Fen(books.Holding(household, "land") * floor).HalfUp());
        books.Split("surplus", (from, into, fen) =>
            {
                if (into == "cooperative")
                {
                    books.Keep(from, into, fen);
                }
                else
                {
                    books.Move(from, into, fen);
                }
            },
            ("again", books.Parameter("households_part")), ("cooperative", books.Parameter("cooperative_part")));
        books.Allocate("second_dividend", "again", household => books.Holding(household, "land"));
    }

    private static void PerCapitaFactors(OracleBooks books) =>
        books.Allocate("per_capita_dividend", "income", household => books.Holding(household, "adults")
            + (books.Holding(household, "minors") * books.Parameter("minor_factor"))
            + (books.Holding(household, "students") * books.Parameter("student_factor"))
            + (books.Holding(household, "soldiers") * books.Parameter("soldier_factor")));

    // The company pays rent for the standard mu, half up each; the profit goes by the same standard mu.
    private static void LandGrades(OracleBooks books)
    {
        books.PayEachBy("company", "rent",
            household => Fen(StandardMu(household) * books.Parameter("rent_per_mu")).HalfUp());
        books.Allocate("land_dividend", "profit", StandardMu);

        Ratio StandardMu(OracleHousehold household) => books.Holding(household, "first_grade")
            + (books.Holding(household, "second_grade") * books.Parameter("second_rate"))
            + (books.Holding(household, "third_grade") * books.Parameter("third_rate"));
    }

    // Losses, then at least 30% of the year's income, rounded up; the rest with what was left over last year, at a
    // price per share. Shares are so many per adult, part of them per minor, and so many per year worked.
    private static void TenureShares(OracleBooks books)
    {
        CoverLosses(books, "income");
        books.Keep("income", "reserve_and_welfare",
            Fen(books.Parameter("reserve_rate") * books.Balance("income")).Ceiling());
        books.MoveAll("income", "members");
        books.MoveAll("opening_undistributed", "members");
        books.AllocatePerUnit("share_dividend", "members", household =>
            ((books.Holding(household, "adults") + (books.Holding(household, "minors") * books.Parameter("minor_factor")))
                * books.Parameter("shares_per_person"))
            + (books.Holding(household, "years_worked") * books.Parameter("shares_per_year")));
        books.CarryRest("members", "closing_undistributed");
    }

    // From 60 points on a household takes part, from 90 on its points count more; both prices are cut to the fen.
    private static void PointsAndShares(OracleBooks books)
    {
        books.MoveAll("opening_undistributed", "income");
        books.Split("income", books.Move,
            ("by_shares", books.Parameter("shares_part")), ("by_points", books.Parameter("points_part")));
        books.AllocatePerUnit("share_dividend", "by_shares", household => books.Holding(household, "shares"));
        books.AllocatePerUnit("points_dividend", "by_points", household =>
        {
            var points = books.Holding(household, "points");
            return Ratio.Compare(points, Ratio.Whole(60)) < 0 ? Ratio.Whole(0)
                : Ratio.Compare(points, Ratio.Whole(90)) < 0 ? points : points * books.Parameter("excellent_factor");
        }, keepIfEmpty: true);
        books.MoveAll("by_points", "by_shares");
        books.CarryRest("by_shares", "closing_undistributed");
    }

    // Land first, then capital, each in proportion where there is not enough; then the collective's part, and the rest
    // at a price per member share.
    private static void FourShareClasses(OracleBooks books)
    {
        books.MoveAll("opening_undistributed", "income");
        books.PayEachAsFarAsItGoes("land_return", "income",
            household => Fen(books.Holding(household, "land") * books.Parameter("land_per_mu")).HalfUp());
        books.PayEachAsFarAsItGoes("capital_return", "income",
            household => Fen(books.Holding(household, "capital") * books.Parameter("capital_rate")).HalfUp());
        var collective = books.Parameter("collective_rate");
        books.Split("income", books.Move, ("collective", collective), ("members", Ratio.Whole(1) - collective));
        books.KeepRest("collective", "collective");
        books.AllocatePerUnit("member_dividend", "members", household => books.Holding(household, "member_shares"),
            keepIfEmpty: true);
        books.CarryRest("members", "closing_undistributed");
    }

    // Costs and fee first; the rest by what was delivered; advances come off it, and what they exceed it by is owed.
    private static void PricePool(OracleBooks books)
    {
        books.Keep("sales", "sale_costs", Fen(books.Input("costs")).Floor());
        books.Keep("sales", "service_fee", Fen(books.Parameter("fee_rate") * books.Input("sales")).HalfUp());
        books.Allocate("settlement", "sales", household => books.Holding(household, "delivered"));
        books.WithholdEach("advance_back", "advance_back",
            household => BigInteger.Min(Had(household), books.Received(household, "settlement")));
        books.RecordEach("owed_out",
            household => Had(household) + books.Received(household, "advance_back"));

        BigInteger Had(OracleHousehold household) =>
            Fen(books.Holding(household, "advance") + books.Holding(household, "owed")).Floor();
    }

    // 5% of the first million, 10% of the next four, 15% of what is above.
    private static void ProgressiveReserve(OracleBooks books)
    {
        CoverLosses(books, "surplus");
        var fen = Fen(books.Balance("surplus")).Floor();
        var (million, fiveMillion) = (new BigInteger(100_000_000), new BigInteger(500_000_000));
        var reserve = new Ratio(BigInteger.Min(fen, million) * 5, 100)
            + new Ratio(BigInteger.Max(0, BigInteger.Min(fen, fiveMillion) - million) * 10, 100)
            + new Ratio(BigInteger.Max(0, fen - fiveMillion) * 15, 100);
        books.Keep("surplus", "reserve", reserve.HalfUp());
        books.Allocate("share_dividend", "surplus", household => books.Holding(household, "shares"));
    }

    private static void Rochdale(OracleBooks books)
    {
        books.Keep("surplus", "surplus_reserve", Fen(books.Parameter("reserve_rate") * books.Input("surplus")).HalfUp());
        books.PayEach("share_interest", "surplus",
            household => Fen(books.Holding(household, "share_money") * books.Parameter("interest_rate")).HalfUp());
        books.Keep("surplus", "education_fund",
            Fen(books.Parameter("education_rate") * books.Balance("surplus")).HalfUp());
        books.Allocate("purchase_refund", "surplus", household => books.Holding(household, "share_money").Top.IsZero
            ? books.Holding(household, "purchases") * books.Parameter("others_factor")
            : books.Holding(household, "purchases"));
    }

    // Interest in cash; reserve and social fund; the rest by hours times grade, all of it into the accounts.
    private static void Mondragon(OracleBooks books)
    {
        books.PayEachBy("cooperative", "account_interest",
            household => Fen(books.Holding(household, "account") * books.Parameter("interest_rate")).HalfUp());
        var (reserve, social) = (books.Parameter("reserve_rate"), books.Parameter("social_rate"));
        var members = Ratio.Whole(1) - (reserve + social);
        if (members.Top < 0)
        {
            throw new OracleRefusal("parts_exceed_whole");
        }

        books.Split("net_surplus", books.Move, ("reserve", reserve), ("social", social), ("members", members));
        books.KeepRest("reserve", "reserve");
        books.KeepRest("social", "social");
        books.Allocate("work_return", "members",
            household => books.Holding(household, "hours") * books.Holding(household, "grade"));
        books.WithholdEach("kept_in_account", "member_accounts", household => books.Received(household, "work_return"));
        books.RecordEach("account_out", household => Fen(books.Holding(household, "account")).Floor()
            + books.Received(household, "work_return"));
    }
}
