using LinkageService.Engine.Checks;
using LinkageService.Features.Demo;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Demo;

/// <summary>
/// What a lawyer says of the demo villages, check by check, with the reason: P in order, F found, ? cannot be said, - not asked. The
/// columns are tangwan, huangjinlin, qinglong, yanzhai and liangping, each with 2024 and 2025.
/// </summary>
public sealed class DemoLawTests
{
    private static readonly Dictionary<string, (string Marks, string Why)> Opinion = new(StringComparer.Ordinal)
    {
        ["rate_without_base"] = ("P P P P P P P P P P", "the scheme language has no rate without a base"),
        ["not_conserved"] = ("P P P P P P P P P P", "every fen that came in goes out or stays"),
        ["losses_not_covered"] = ("P P P P P P P P P P", "no statement opens with a loss"),
        ["reserve_out_of_bounds"] = ("? ? ? ? ? ? ? ? P P",
            "梁平 keeps its own cap; the others draw no reserve by that name, and their charters set none"),
        ["patronage_below_minimum"] = ("- - ? ? ? ? - - - -", "of cooperatives alone; no benefit is named a patronage refund"),
        ["residual_base_incomplete"] = ("- P ? ? ? ? - P - P",
            "no cooperative names a residual distribution; the collectives quantified and share by it, since 2025-05-01"),
        ["debt_financed"] = ("P P P P P P P P P P", "there is more on the account than members get, nothing borrowed, nothing bound"),
        ["source_not_distributable"] = ("P P - - - - P P P P", "of collectives alone; all of it is operating income"),
        ["meeting_invalid"] = ("- P P P P ? - ? - ?", "the collective law is of 2025-05-01; three runs wait for their meeting"),
        ["changed_after_vote"] = ("- P P P P - - - - -", "what was approved is what is there; the collectives of 2024 no law asks yet"),
        ["notice_too_short"] = ("P P P P P P P - P -", "15 days each; two runs are not on notice yet"),
        ["payee_not_entitled"] = ("- P - - - - - P - P", "the collective law again; all persons are members"),
        ["payee_deceased"] = ("P P P P P P P P P P", "nobody has died"),
        ["duplicate_payee"] = ("P P P P P P P P P P", "every ID number is there once"),
        ["shared_account"] = ("P P P P P P P P P P", "every household has an account of its own"),
        ["personal_account"] = ("- P P P P P - P - P", "the collective law again; the accounts are the organisations'"),
        ["women_removed"] = ("- P - - - - - P - P", "the collective law again; nobody left"),
        ["concentration"] = ("? ? ? ? P P P P P P", "塘湾 and 黄金林 share by land, not by shares or capital; elsewhere nobody has a tenth"),
        ["labour_as_capital"] = ("- - P P P P - - - -", "of cooperatives alone; land and cash were contributed"),
        ["debt_like_return"] = ("- - - - P P - - - -", "only 青龙 has capital, whose return follows the surplus"),
        ["floor_exceeds_surplus"] = ("- - - - - - P P - -", "only 严寨 promises an amount a share, and its net income is more"),
        ["subsidy_as_private_capital"] = ("- - P P P P - - - -", "of cooperatives alone; all of it is the members' own"),
        ["land_double_use"] = ("P P P P P P - - - -", "one plot each, used as contracted; 严寨 and 梁平 do not go by land"),
        ["patronage_exceeds_sales"] = ("- - - - - - - - - -", "no roster has patronage in yuan"),
        ["status_undated"] = ("P P - - P P - - - -", "塘湾 and 青龙 share by status, from a dated list"),
        ["below_target"] = ("P P P P P P P P P P", "only 严寨 promised something, 1,500 yuan, and every registered household got it"),
        ["tax_mode_unset"] = ("? ? ? ? ? ? ? ? ? ?", "nobody decided about income tax"),
        ["benefit_misclassified"] = ("P P P P P P P P P P", "wages, rents and dividends have lines of their own"),
        ["sensitive_export"] = ("- - - - - - - - - -", "every public paper is held to it, whatever the run"),
        ["payment_mismatch"] = ("? F ? - ? - ? - ? -", "塘湾 2025 was noted as paid, the cash of 0060 not signed for; else not followed"),
        ["rollforward_broken"] = ("P P P P P P P P P P", "every statement goes on from the one before"),
        ["paid_twice"] = ("P P P P P P P P P P", "one run a year"),
        ["roster_jump"] = ("? P ? P ? P ? P ? P", "the first year has none before it; then nobody came or left"),
        ["holder_mismatch"] = ("P P P P P P P P P P", "every account is the head's"),
        ["age_over_100"] = ("P P P P P P P P P P", "the oldest head is under 70"),
        ["delegates_not_allowed"] = ("- P P P P ? - ? - ?", "all members met; three runs wait for their meeting"),
        ["officers_share"] = ("- P P P P P - P - P",
            "the collective law again, and officers of cooperatives; theirs are ordinary households"),
        ["paid_in_cash"] = ("? P ? - ? - ? - ? -", "no cash was handed out unsigned in 塘湾 2025; elsewhere payments were not followed"),
        ["unclaimed_old"] = ("? F ? - ? - ? - ? -", "塘湾 2025: the money of 0007 and 0026 came back more than 60 days ago"),
        ["reserve_paid_out"] = ("- P P P P P - P - P", "no reserve is in what is shared out"),
        ["accounts_not_settled"] = ("P P - - - - P P P P", "of collectives alone; closed, settled, nothing overdue"),
        ["payout_overdue"] = ("P P P P P - P - P -", "paid in time; 黄金林 2025 has until 2026-07-30"),
        ["two_hats"] = ("- P - - - - - P - P", "the collective law again; the supervisor neither made nor approved a run"),
        ["civil_servant_payee"] = ("- P - - - - - P - P", "the collective law again; nobody is a civil servant"),
        ["minor_without_guardian"] = ("P P P P P P P P P P", "no account is a child's"),
    };

    [Fact]
    public Task Checks_InJune2026_SayWhatALawyerSays() => CompareAsync(new DateTimeOffset(2026, 6, 15, 1, 0, 0, TimeSpan.Zero), []);

    [Fact]
    public Task Checks_InDecember2026_HuangjinlinIsOverdueToo() => CompareAsync(
        new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero),
        new() { ["payout_overdue"] = ("P P P F P - P - P -", "黄金林 2025 was approved on 2026-01-30 and is not paid ten months later") });

    private static async Task CompareAsync(DateTimeOffset day, Dictionary<string, (string Marks, string Why)> instead)
    {
        await using var service = await RunningService.StartAsync(
            ["--Demo:Enabled=true"], configure: builder => builder.Services.AddSingleton<TimeProvider>(new SetClock(day)));
        var said = LegalChecks.All.ToDictionary(check => check.Code, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var village in DemoVillage.All)
        {
            var runs = (await service.GetAsync($"/v1/organizations/{village.Id}/runs")).Json.GetProperty("runs").EnumerateArray().Reverse();
            foreach (var run in runs)
            {
                var checks = (await service.GetAsync($"/v1/runs/{run.GetProperty("id").GetString()}/checks")).Json;
                foreach (var check in checks.GetProperty("checks").EnumerateArray())
                {
                    said[check.GetProperty("code").GetString()!].Add(MarkOf(check.GetProperty("status").GetString()!));
                }
            }
        }

        Assert.Equal(LegalChecks.All.Select(check => check.Code), Opinion.Keys);
        Assert.All(LegalChecks.All, check =>
        {
            var now = string.Join(' ', said[check.Code]);
            var (marks, why) = instead.TryGetValue(check.Code, out var other) ? other : Opinion[check.Code];
            Assert.True(marks == now, $"{check.Code}: {now}, not {marks}: {why}");
        });
    }

    private static string MarkOf(string status) => status switch
    {
        "passed" => "P",
        "found" => "F",
        "unknown" => "?",
        "not_applicable" => "-",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no such status"),
    };
}
