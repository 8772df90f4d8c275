using System.Numerics;
using static LinkageService.Tests.Oracle.OracleBooks;

namespace LinkageService.Tests.Oracle;

/// <content>One method per arrangement, in the order of the reports' table.</content>
internal static partial class NaiveOracle
{
    // Tier one 7:3; tier two: the collective's part over all the land, paid to registered households only; tier three
    // is paid by the company; tier four is what is left, by the parts of its three uses.
    private static void TangwanFourTier(OracleBooks books)
    {
        books.Split("income", books.Move,
            ("villagers", books.Parameter("villagers_part")), ("collective", books.Parameter("collective_part")));
        books.Allocate("land_dividend", "villagers", household => books.Holding(household, "land"));
        books.Allocate("full_return", "collective", household => books.Holding(household, "land"),
            paid: household => Is(household, "registered"));
        Wages(books, "company", "job_wages");
        books.Split("collective", books.Keep,
            ("public_posts", books.Parameter("public_posts_part")),
            ("industry_support", books.Parameter("industry_support_part")),
            ("infrastructure", books.Parameter("infrastructure_part")));
    }

    // Everybody gets the capital back; 2% of the gross sales is shared by capital; the rest stays for operations.
    private static void MaluGuaranteedDividend(OracleBooks books)
    {
        books.PayEach("principal_return", "sales", household => Fen(books.Holding(household, "capital")).Floor());
        books.Move("sales", "guaranteed", Fen(books.Parameter("rate") * books.Input("sales")).HalfUp());
        books.Allocate("guaranteed_dividend", "guaranteed", household => books.Holding(household, "capital"));
        books.KeepRest("sales", "cooperative_operations");
    }

    // The larger of share and floor: the guarantor pays what the share lacks of capital × rate, rounded up.
    private static void GuaranteedMinimumDividend(OracleBooks books)
    {
        books.Allocate("share_dividend", "profit", household => books.Holding(household, "capital"));
        books.PayEachBy("guarantor", "guarantee", household =>
        {
            var floor = Fen(books.Holding(household, "capital") * books.Parameter("rate")).Ceiling();
            return BigInteger.Max(0, floor - books.Received(household, "share_dividend"));
        });
    }

    private static void HuangjinlinLandCooperative(OracleBooks books)
    {
        books.Keep("income", "collective_retained",
            Fen(books.Parameter("collective_rate") * books.Input("income")).HalfUp());
        books.Allocate("land_dividend", "income", household => books.Holding(household, "land"));
        Wages(books, "cooperative", "job_wages");
    }

    // The reproduction fund first; the rest land : capital : collective; 5% of all the collective has goes once more,
    // equally, to registered households, and stays with the collective where there are none.
    private static void QinglongCitrusUnion(OracleBooks books)
    {
        books.Keep("surplus", "reproduction_fund",
            Fen(books.Parameter("reproduction_rate") * books.Input("surplus")).HalfUp());
        books.Split("surplus", books.Move,
            ("by_land", books.Parameter("land_part")),
            ("by_capital", books.Parameter("capital_part")),
            ("collective", books.Parameter("collective_part")));
        books.Allocate("land_dividend", "by_land", household => books.Holding(household, "land"));
        books.Allocate("capital_dividend", "by_capital", household => books.Holding(household, "capital"));
        books.MoveAll("other_collective_income", "collective");
        books.Move("collective", "second",
            Fen(books.Parameter("second_dividend_rate") * books.Balance("collective")).HalfUp());
        books.Allocate("second_dividend", "second",
            household => Ratio.Whole(Is(household, "registered") ? 1 : 0), keepIfEmpty: true);
        books.KeepRest("collective", "collective_retained");
        books.KeepRest("second", "collective_retained");
    }

    private static void YanzhaiThreeLayer(OracleBooks books)
    {
        books.PayEach("fixed_dividend", "collective_income",
            household => Fen(books.Holding(household, "shares") * books.Parameter("fixed_per_share")).HalfUp());
        Wages(books, "collective", "job_wages");
        var price = Ratio.Larger(books.Parameter("market_price"), books.Parameter("floor_price"));
        books.PayEachBy("buyer", "buyback", household => Fen(books.Holding(household, "delivered") * price).HalfUp());
        books.KeepRest("collective_income", "collective_retained");
    }

    // Losses first; at most 40% to the reserve, cut down; the rest at a published price per share; the odd money is
    // carried.
    private static void LiangpingCollectiveIncome(OracleBooks books)
    {
        books.MoveAll("income", "distributable");
        books.MoveAll("opening_undistributed", "distributable");
        CoverLosses(books, "distributable");
        books.Keep("distributable", "reserve_and_welfare",
            Fen(books.Parameter("reserve_rate") * books.Balance("distributable")).Floor());
        books.AllocatePerUnit("share_dividend", "distributable", household => books.Holding(household, "shares"));
        books.CarryRest("distributable", "closing_undistributed");
    }

    private static void ThreeGolds(OracleBooks books)
    {
        books.PayEachBy("company", "rent",
            household => Fen(books.Holding(household, "rented_land") * books.Parameter("rent_per_mu")).HalfUp());
        Wages(books, "company", "wage");
        books.AllocatePerUnit("share_dividend", "dividend", household => books.Holding(household, "shares"));
        books.CarryRest("dividend", "closing_undistributed");
    }

    private static void OrderPurchase(OracleBooks books)
    {
        var (market, floor) = (books.Parameter("market_price"), books.Parameter("floor_price"));
        var support = Ratio.Larger(Ratio.Whole(0), floor - market);
        books.PayEachBy("buyer", "market_purchase",
            household => Fen(books.Holding(household, "delivered") * market).HalfUp());
        books.PayEachBy("buyer", "floor_support",
            household => Fen(books.Holding(household, "delivered") * support).HalfUp());
        books.Allocate("second_rebate", "second_rebate", household => books.Holding(household, "delivered"));
    }

    private static void AssetIncome(OracleBooks books)
    {
        books.Keep("income", "operating_cost", Fen(books.Input("operating_cost")).Floor());
        books.Split("income", books.Move,
            ("households", books.Parameter("households_part")), ("posts", books.Parameter("posts_part")));
        books.Allocate("asset_dividend", "households", household => books.Holding(household, "asset_shares"));
        books.KeepRest("posts", "public_posts");
    }

    private static void LandTransferRent(OracleBooks books) => books.PayEachBy("company", "rent",
        household => Fen(books.Holding(household, "rented_land") * books.Parameter("rent_per_mu")).HalfUp());

    private static void AgencySale(OracleBooks books)
    {
        books.PayEachBy("buyer", "sale_proceeds", household => Fen(books.Holding(household, "sales")).Floor());
        books.WithholdEach("agency_fee", "agency_fees",
            household => Fen(books.Holding(household, "sales") * books.Parameter("fee_rate")).HalfUp());
    }

    private static void ProductionTrusteeship(OracleBooks books)
    {
        var land = books.Households.Select(household => books.Holding(household, "entrusted_land"))
            .Aggregate((sum, next) => sum + next);
        books.Keep("harvest", "trustee_fee", Fen(land * books.Parameter("fee_per_mu")).HalfUp());
        books.Allocate("harvest_share", "harvest", household => books.Holding(household, "entrusted_land"));
    }

    // Applicants only: registered, then monitored, then hardship, then the others, each by member number.
    private static void PublicPosts(OracleBooks books)
    {
        var chosen = books.Households.Where(household => Is(household, "applicant"))
            .OrderBy(household => Is(household, "registered") ? 0 : Is(household, "monitored") ? 1
                : Is(household, "hardship") ? 2 : 3)
            .ThenBy(household => household.Id, CodePointOrder.Instance)
            .Take((int)BigInteger.Min(books.Input("posts").Floor(), books.Households.Count))
            .Select(household => household.Id).ToList();
        var pay = Fen(books.Parameter("months") * books.Parameter("monthly_pay")).HalfUp();
        books.PayEach("post_pay", "post_fund", household => chosen.Contains(household.Id) ? pay : 0);
        books.KeepRest("post_fund", "post_fund_balance");
    }

    private static void CompanyToCollective(OracleBooks books)
    {
        books.Move("company_profit", "collective",
            Fen(books.Parameter("collective_stake") * books.Input("company_profit")).HalfUp());
        books.KeepRest("company_profit", "other_shareholders");
        books.Keep("collective", "reserve_and_welfare",
            Fen(books.Parameter("reserve_rate") * books.Balance("collective")).Floor());
        books.AllocatePerUnit("share_dividend", "collective", household => books.Holding(household, "shares"));
        books.CarryRest("collective", "closing_undistributed");
    }

    // Art. 44: losses and reserve first; never less than 60% of the distributable by patronage; the rest by the
    // accounts.
    private static void FarmerCooperativeSurplus(OracleBooks books)
    {
        CoverLosses(books, "surplus");
        books.Keep("surplus", "surplus_reserve",
            Fen(books.Parameter("reserve_rate") * books.Balance("surplus")).HalfUp());
        books.Move("surplus", "refund", Fen(books.Parameter("patronage_rate") * books.Balance("surplus")).Ceiling());
        books.Allocate("patronage_refund", "refund", household => books.Holding(household, "patronage"));
        books.Allocate("residual_dividend", "surplus", household => books.Holding(household, "capital")
            + books.Holding(household, "reserve_quota") + books.Holding(household, "subsidy_quota"));
    }

    private static void Wages(OracleBooks books, string payer, string step) => books.PayEachBy(payer, step,
        household => Fen(books.Holding(household, "wage_days") * books.Parameter("day_wage")).HalfUp());

    private static void CoverLosses(OracleBooks books, string pool)
    {
        var losses = Fen(books.Input("prior_losses")).Floor();
        books.Keep(pool, "loss_cover", BigInteger.Min(losses, Fen(books.Balance(pool)).Floor()));
    }
}
