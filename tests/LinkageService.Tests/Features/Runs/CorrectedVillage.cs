using LinkageService.Access;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// A village whose year 2024 was paid wrongly and corrected, and whose draft of 2025 settles what the correction left: 0003 had
/// less land, 0005 had left before the record date, 0007 was forgotten.
/// </summary>
internal sealed class CorrectedVillage : IAsyncDisposable
{
    public const string Id = "zhengcun";

    public const string Gone = "0005";

    private CorrectedVillage(RunningService service) => (Service, Api) = (service, new RestRunsApi(service));

    /// <summary>Somebody of this machine who may do everything.</summary>
    public static Caller Everybody { get; } = new("local", Role.Local, Organization: null);

    /// <summary>Somebody who sees another organisation only.</summary>
    public static Caller Stranger { get; } = new("stranger", Role.Local, Organization: "elsewhere");

    /// <summary>A look at a run of the year that settles, which stores nothing.</summary>
    public static CreateRunRequest Preview { get; } = new(
        Id,
        new CalculateDistributionRequest
        {
            Scheme = NaiveVillage.Scheme,
            Year = "2025",
            Parameters = new Dictionary<string, string> { ["collective_rate"] = NaiveVillage.Rate },
            Inputs = new Dictionary<string, string> { ["income"] = "5000.00" },
        },
        RecordDate: null, Preview: true, IdempotencyKey: null);

    public RunningService Service { get; }

    public RestRunsApi Api { get; }

    public ShownRun Paid { get; private set; } = null!;

    public ShownRun Correction { get; private set; } = null!;

    public ShownRun Settling { get; private set; } = null!;

    public static async Task<CorrectedVillage> StartAsync(string policy, string provider = "sqlite")
    {
        var village = new CorrectedVillage(await ServiceDatabases.StartAsync(provider));
        await village.Api.MakeOrganizationAsync(Id);
        foreach (var (id, land) in new[]
        {
            ("0001", "3.33"), ("0002", "2.70"), ("0003", "1.20"), ("0004", "4.10"), (Gone, "0.95"), ("0006", "1.85"),
        })
        {
            await village.Api.PutHouseholdAsync(Id, id, land, isRegistered: id is "0002" or Gone, "2024-01-01");
        }

        village.Paid = await PayAsync(village.Api, await village.Api.MakeAsync(Id, 2024, 12_345_678, "2024"));
        await village.Api.PutHouseholdAsync(Id, "0003", "1.00", isRegistered: false, "2024-01-01");
        await village.Api.RemoveHouseholdAsync(Id, Gone, "2024-10-01");
        await village.Api.PutHouseholdAsync(Id, "0007", "0.61", isRegistered: true, "2024-06-01");
        var correction = await village.Api.CorrectAsync(village.Paid, policy, "correction", isPreview: false);
        village.Correction = await PayAsync(village.Api, correction.Run);
        village.Settling = await village.Api.MakeAsync(Id, 2025, 9_999_999, "2025");
        return village;
    }

    /// <summary>Takes a draft to its payment.</summary>
    public static async Task<ShownRun> PayAsync(IRunsApi api, ShownRun draft)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var disclosed = await api.DiscloseAsync("maker", await api.SubmitAsync("maker", draft), today.AddDays(-20));
        return await api.PayAsync("cashier", await api.ApproveAsync("checker", disclosed, today.AddDays(-5)));
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
