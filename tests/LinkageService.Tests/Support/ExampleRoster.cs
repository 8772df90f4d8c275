using LinkageService.Access;
using LinkageService.Features.Households;
using LinkageService.Features.Organizations;
using LinkageService.OpenApi;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Support;

/// <summary>The organisation, households and linkage that the examples of the API speak of.</summary>
internal static class ExampleRoster
{
    /// <summary>The organisation of the examples.</summary>
    public const string Organization = "tangwan";

    private static readonly Caller Maker = new("local", Role.Local, Organization: null);

    /// <summary>Makes them through the handlers.</summary>
    public static async Task FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<PutOrganization>().HandleAsync(
            Maker,
            new PutOrganizationRequest(
                Organization, new OrganizationDraft { Name = "塘湾村股份经济合作社", LegalForm = "rural_collective", Region = "500113" }),
            CancellationToken.None);
        for (var number = 1; number <= 5; number++)
        {
            var household = new HouseholdEntry($"{number:0000}")
            {
                Name = $"农户{number:0000}",
                Members = number,
                Tags = number % 2 == 0 ? ["registered"] : [],
                Holdings = new Dictionary<string, string> { ["land"] = $"{number}.50", ["wage_days"] = $"{number}0" },
            };
            await services.GetRequiredService<PutHousehold>().HandleAsync(
                Maker, new PutHouseholdRequest(Organization, household, new DateOnly(2020, 1, 1)), CancellationToken.None);
        }

        await AddLinkageAsync(services.GetRequiredService<Database>(), services.GetRequiredService<TimeProvider>());
    }

    // Its id is the one of the examples, so it goes in below the handler.
    private static Task AddLinkageAsync(Database database, TimeProvider time) => database.WriteAsync(
        new Change(Maker.Name, time.GetUtcNow()), async session =>
        {
            var held = (await OrganizationStore.HoldAsync(session, Organization))!;
            var fact = new LinkageFact(
                LinkageDocumentation.ExampleId, await OrganizationStore.ClaimKnownAtAsync(session, held), Organization, "0002",
                "某园林绿化公司", "land_transfer", "{}", "2025-01-01", null, session.Change.Actor, session.Change.Id);
            await LinkageStore.AddAsync(session, fact);
            session.Audit(new AuditDraft("linkage.add", "linkage/" + fact.Id, Organization) { After = fact.Digest() });
            return true;
        });
}
