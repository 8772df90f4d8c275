using LinkageService.Features.Households;
using LinkageService.Features.Linkages;
using LinkageService.Features.Organizations;
using LinkageService.Http;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>Answers about organisations, rosters and linkages keep the contracts of the OpenAPI document.</summary>
public class RosterContractsTests
{
    [Fact]
    public async Task Answers_OfEveryEndpoint_KeepTheirContracts()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        Keeps<OrganizationContract>(await roster.GetAsync("/v1/organizations/tangwan"));
        Keeps<OrganizationPageContract>(await roster.GetAsync("/v1/organizations"));
        Keeps<StoredHouseholdContract>(await roster.PutAsync("0001", $$"""
            {
              "name": "农户0001", "members": 2, "tags": ["registered"], "holdings": { "land": 2.70 }, "validFrom": "2025-01-01",
              "account": { "holder": "农户0001", "bank": "农商行", "number": "{{PrivateExamples.Account(1)}}" },
              "persons": [ { "name": "甲", "idNumber": "{{PrivateExamples.IdNumber(1)}}", "relation": "本人", "head": true,
                "joined": "2020-01-01", "left": "2024-01-01", "deceased": "2024-01-01" } ]
            }
            """));
        await roster.PutAsync("0002", "{}");
        Keeps<StoredHouseholdContract>(await roster.GetAsync("households/0002"));
        Keeps<HouseholdPageContract>(await roster.GetAsync("households?limit=1"));
        Keeps<HouseholdHistoryContract>(await roster.GetAsync("households/0001/history"));
        Keeps<HouseholdPageContract>(await roster.SendAsync(
            HttpMethod.Post, "households:find", $$"""{ "account": "{{PrivateExamples.Account(1)}}" }"""));
        Keeps<ImportReportContract>(await roster.ImportAsync("id,land\n1,x\n", "?dryRun=true"));
        Keeps<ProblemContract>(await roster.ImportAsync("id,land\n1,x\n"));
        Keeps<LinkageContract>(await roster.SendAsync(
            HttpMethod.Post, "linkages", """{ "household": "0001", "partner": "某公司", "mode": "capital", "from": "2025-01-01" }"""));
        Keeps<LinkagePageContract>(await roster.GetAsync("linkages"));
        Keeps<HouseholdDepartureContract>(await roster.SendAsync(HttpMethod.Delete, "households/0001"));
    }

    private static void Keeps<T>(Answer answer) => DocumentedRecord.Check(typeof(T), answer);
}
