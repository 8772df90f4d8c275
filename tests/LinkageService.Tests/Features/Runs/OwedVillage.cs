using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// A village whose year 2024 was paid wrongly and whose correction left everything to later runs: 0003 and 0002 got too little, 0001
/// too much, and 0003 has left since.
/// </summary>
internal static class OwedVillage
{
    public const string Id = "zhengcun";

    public const string Gone = "0003";

    public const string There = "0002";

    /// <summary>The account of the household that left.</summary>
    public const string Account = "6222020200001234";

    /// <summary>Makes it.</summary>
    /// <param name="service">Where.</param>
    /// <param name="api">Over which transport.</param>
    /// <param name="persons">More fields of the household that left, as JSON behind a comma.</param>
    /// <returns>The correction, and what it left for <see cref="Gone"/> and <see cref="There"/>, in fen.</returns>
    public static async Task<(string Correction, long Gone, long There)> MakeAsync(
        RunningService service, IRunsApi api, string persons = "")
    {
        await api.MakeOrganizationAsync(Id);
        await api.PutHouseholdAsync(Id, "0001", "3.33", isRegistered: false, "2018-01-01");
        await api.PutHouseholdAsync(Id, There, "2.70", isRegistered: false, "2018-01-01");
        await api.PutHouseholdAsync(Id, Gone, "1.20", isRegistered: false, "2018-01-01");
        var paid = await CorrectedVillage.PayAsync(api, await api.MakeAsync(Id, 2024, 12_345_678, "2024"));
        await api.PutHouseholdAsync(Id, There, "5.00", isRegistered: false, "2024-01-01");
        var put = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Id}/households/{Gone}", $$"""
            { "name": "农户0003", "holdings": { "land": "2.20" }, "validFrom": "2024-01-01",
              "account": { "bank": "某农商行", "number": "{{Account}}" }{{persons}} }
            """);
        Assert.True(put.Status == 200, put.Text);
        await api.RemoveHouseholdAsync(Id, Gone, "2025-03-01");
        var correction = await CorrectedVillage.PayAsync(
            api, (await api.CorrectAsync(paid, "settle_next_year", "c", isPreview: false)).Run);
        return (correction.Id, (await api.StatementAsync(correction.Id, Gone)).TotalFen,
            (await api.StatementAsync(correction.Id, There)).TotalFen);
    }
}
