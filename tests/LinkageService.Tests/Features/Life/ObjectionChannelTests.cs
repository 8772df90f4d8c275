using LinkageService.Access;
using LinkageService.Features.Life;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Life;

/// <summary>Who takes objections is said once and proposed for the next notice.</summary>
public sealed class ObjectionChannelTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Find_AfterNotices_IsWhatTheLastOneThatSaysSoSays(string provider)
    {
        await using var world = await CarriedWorld.StartAsync(provider, UnionVillage.Scheme);
        await world.World.Service.PostAsync(
            $"/v1/organizations/{CarriedWorld.Id}/households:import?validFrom=2022-01-01",
            "户编号,户主,村,小组,shares,land\n0001,农户0001,东岸村,1组,1,1\n", "text/csv");
        Task<ObjectionChannel?> LastAsync() => world.World.Service.Services.GetRequiredService<FindObjectionChannel>().HandleAsync(
            new Caller("会计", Role.Local, Organization: null), CarriedWorld.Id, CancellationToken.None);
        Assert.Null(await LastAsync());

        foreach (var (year, body) in new[]
        {
            (2023, """{ "objections": { "channel": "村委会", "contact": "0000-1" } }"""),
            (2024, """{ "objections": { "channel": "会计室", "contact": "0000-2", "until": "2099-12-31", "answerDays": 5 } }"""),
            (2025, "{}"),
        })
        {
            var submitted = await world.RunAsync("union", year, "submitted", ("profit", "100.00"));
            var disclosed = await world.World.StepAsync(CarriedWorld.IdOf(submitted), "disclose", submitted.Headers["ETag"], body);
            Assert.True(disclosed.Status == 200, disclosed.Text);
        }

        Assert.Equal(new ObjectionChannel("会计室", "0000-2", Until: null, AnswerDays: 5, Above: null), await LastAsync());
    }
}
