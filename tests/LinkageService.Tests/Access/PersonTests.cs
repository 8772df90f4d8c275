using System.Text;
using LinkageService.Storage.Access;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Access;

/// <summary>Who is one person, whichever way their name is written.</summary>
public sealed class PersonTests
{
    [Theory]
    [InlineData("制单员", "制单员")]
    [InlineData("制单员", " 制　单 员\t")]
    [InlineData("Maker", "ＭＡＫＥＲ")]
    [InlineData("Maker 1", "maker１")]
    [InlineData("制单员", "制\u200B单\u202E员\u00AD")]
    [InlineData("Éva", "e\u0301VA")]
    [InlineData("ﬁnance", "FINANCE")]
    public void IsSame_OneNameWrittenTwoWays_OnePerson(string one, string other)
    {
        Assert.True(Person.IsSame(one, other));
        Assert.Equal(Person.KeyOf(one), Person.KeyOf(other));
    }

    [Theory]
    [InlineData("张三 <zhang>", "章三 <Zhang>")]
    [InlineData("张三 <zhang>", "张 三")]
    [InlineData("ZHANG <zhang>", "zhang")]
    public void IsSame_OneOfThemOfAnIssuer_BySubjectThenByName(string one, string other)
    {
        Assert.True(Person.IsSame(one, other));
        Assert.True(Person.IsSame(other, one));
    }

    [Theory]
    [InlineData("张三 <zhang>", "张三 <zhang2>")]
    [InlineData("张三 <zhang>", "李四")]
    [InlineData("张三 <zhang>", "李四 <li>")]
    [InlineData("制单员", "制单员2")]
    [InlineData("Maker", "Checker")]
    [InlineData("制单员", null)]
    [InlineData(null, null)]
    public void IsSame_TwoNames_TwoPeople(string? one, string? other) => Assert.False(Person.IsSame(one, other));

    // The key that made the run is revoked, so that its name is free: whoever has it now is the maker still.
    [Fact]
    public async Task Approve_KeyWithTheMakersNameInOtherLetters_IsTheMaker()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", .. storage.Settings]);
        var (administrator, _) = await ApiKeysTests.CreateAsync(storage, "管理员", "administrator");
        var (maker, id) = await ApiKeysTests.CreateAsync(storage, "Maker 1", "preparer");
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", administrator);
        await new RunWorld(service).OrganizationAsync("tangwan", "rural_collective");
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", maker);
        var put = await service.SendAsync(HttpMethod.Put, "/v1/organizations/tangwan/households/0002",
            """{ "name": "农户0002", "tags": ["registered"], "holdings": { "land": "2.70" }, "validFrom": "2019-01-01" }""");
        Assert.True(put.Status == 201, put.Text);
        var run = await service.SendAsync(HttpMethod.Post, "/v1/organizations/tangwan/runs",
            """{ "scheme": "tangwan-four-tier", "year": 2019, "inputs": { "income": "100000.00" } }""", ("Idempotency-Key", "a"));
        var address = "/v1/runs/" + run.Json.GetProperty("id").GetString();
        Assert.Equal(200, (await ActAsync("submit", "{}")).Status);
        Assert.Equal(200, (await ActAsync("disclose", """{ "from": "2026-01-05", "noticeDays": 20 }""")).Status);

        Assert.Equal(0, (await CommandLineChannel.RunAsync(["keys", .. storage.Settings, "revoke", id])).Code);
        var (again, _) = await ApiKeysTests.CreateAsync(storage, "ＭＡＫＥＲ１", "approver");
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", again);
        var digest = (await service.GetAsync(address)).Json.GetProperty("digest").GetString();
        var refused = await ActAsync("approve", RunWorld.Approval(digest!));
        Assert.Contains("approver_is_maker", refused.Text, StringComparison.Ordinal);

        Task<Answer> ActAsync(string act, string body) =>
            service.SendAsync(HttpMethod.Post, $"{address}:{act}", body, ("If-Match", "*"));
    }

    [Fact]
    public async Task CreateKey_NameOfAValidKeyInOtherLetters_Refused()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await ApiKeysTests.CreateAsync(storage, "制单员", "preparer");
        var (code, output, _) = await CommandLineChannel.RunAsync(
            ["keys", .. storage.Settings, "create", "--name", "制 单 员", "--role", "approver"]);
        Assert.Equal((1, ""), (code, Encoding.UTF8.GetString(output)));
    }
}
