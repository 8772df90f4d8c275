using System.Globalization;
using System.Text.Json;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Tests.Support;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Models;

/// <summary>
/// What is stated of households from a day on, over REST and gRPC and with restarts in between, stands on every day as in a model: of
/// facts that hold on a day the latest begins last, and of two that begin alike the one stated last. <c>CsCheck_Seed</c> repeats a failure.
/// </summary>
public sealed class DatedRosterModelTests
{
    private static readonly string[] Days = ["2025-01-01", "2025-03-15", "2025-07-01", "2025-12-31", "2026-02-28"];

    private static readonly Gen<Statement> Stated = Gen.Select(
        Gen.Int[1, 4], Gen.Int[0, Days.Length - 1], Gen.Int[0, 9], Gen.Bool,
        (household, day, shares, isRpc) => new Statement($"000{household}", Days[day], shares == 0 ? null : shares, isRpc));

    [FullRunFact]
    public async Task HouseholdsStatedFromDays_OverBothDoorsWithRestarts_StandAsInTheModel()
    {
        await using var service = await RestartedService.StartAsync();
        await Gen.Const(async () => (new ActualRoster(service, await service.VillageAsync()), new RosterModel())).SampleModelBasedAsync(
            Stated.Operation<ActualRoster, RosterModel>(
                stated => stated.ToString(), (actual, stated) => actual.StateAsync(stated),
                (model, stated) =>
                {
                    model.State(stated);
                    return Task.CompletedTask;
                }),
            Gen.Int[0, 15].Operation<ActualRoster, RosterModel>(
                each => $"restart {each == 0}", (_, each) => each == 0 ? service.RestartAsync() : Task.CompletedTask,
                (_, _) => Task.CompletedTask),
            equal: (actual, model) => actual.Shown == model.Shown,
            iter: ModelLength.Of(full: 60, quick: 10), threads: 1, printActual: actual => actual.Shown, printModel: model => model.Shown);
        Assert.True(service.Restarts > 0, "no model asked for a restart");
    }

    /// <summary>Shares of a household from a day on; null takes it off the roster.</summary>
    private sealed record Statement(string Household, string From, int? Shares, bool IsRpc);

    private sealed class RosterModel
    {
        private readonly Dictionary<(string Household, string From), int?> _facts = [];

        public string Shown => string.Join('\n', Days.Select(day => day + " " + string.Join(' ', _facts.Keys.Select(key => key.Household)
            .Distinct().Order(StringComparer.Ordinal).Select(household => (household, Shares: On(household, day)))
            .Where(each => each.Shares is not null).Select(each => $"{each.household}={each.Shares}"))));

        // Whoever is not there on a day cannot be taken off from it.
        public void State(Statement stated)
        {
            if (stated.Shares is not null || On(stated.Household, stated.From) is not null)
            {
                _facts[(stated.Household, stated.From)] = stated.Shares;
            }
        }

        private int? On(string household, string day) => _facts.Where(fact => fact.Key.Household == household
            && string.CompareOrdinal(fact.Key.From, day) <= 0).OrderBy(fact => fact.Key.From, StringComparer.Ordinal)
            .Select(fact => fact.Value).LastOrDefault();
    }

    private sealed class ActualRoster(RestartedService service, string village)
    {
        public string Shown { get; private set; } = string.Join('\n', Days.Select(day => day + " "));

        public async Task StateAsync(Statement stated)
        {
            await (stated.IsRpc ? StateByRpcAsync(stated) : StateByRestAsync(stated));
            var shown = new List<string>();
            foreach (var day in Days)
            {
                var page = (await service.Service.GetAsync($"/v1/organizations/{village}/households?asOf={day}&limit=100")).Json;
                shown.Add(day + " " + string.Join(' ', page.GetProperty("households").EnumerateArray().Select(item =>
                    $"{item.GetProperty("id").GetString()}={item.GetProperty("holdings").GetProperty("shares").GetString()}")));
            }

            Shown = string.Join('\n', shown);
        }

        private async Task StateByRestAsync(Statement stated)
        {
            var roster = new RosterClient(service.Service, village);
            var answer = stated.Shares is { } shares
                ? await roster.PutAsync(stated.Household, JsonSerializer.Serialize(new
                {
                    validFrom = stated.From, holdings = new { shares = shares.ToString(CultureInfo.InvariantCulture) },
                }))
                : await roster.SendAsync(HttpMethod.Delete, $"households/{stated.Household}?from={stated.From}");
            Assert.True(answer.Status is 200 or 201 or 204 or 404, stated + ": " + answer.Text);
        }

        private async Task StateByRpcAsync(Statement stated)
        {
            var household = new Proto.HouseholdRecord { Id = stated.Household, ValidFrom = stated.From };
            if (stated.Shares is { } shares)
            {
                household.Holdings["shares"] = shares.ToString(CultureInfo.InvariantCulture);
            }

            IMessage request = stated.Shares is null
                ? new Proto.RemoveHouseholdRequest { Organization = village, Household = stated.Household, ValidFrom = stated.From }
                : new Proto.PutHouseholdRequest { Organization = village, Household = household };
            var method = stated.Shares is null ? "RemoveHousehold" : "PutHousehold";
            var answer = await service.Rpc.CallAsync("linkage.v1.Households/" + method, request, new Metadata());
            Assert.True(answer.Code is null or "unknown_household", $"{stated}: {answer.Code}");
        }
    }
}
