using System.Text;
using LinkageService.Access;
using LinkageService.CommandLine;
using LinkageService.Storage;
using LinkageService.Storage.Access;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access;

/// <summary>People who sign in to the console with a name and a password: from an empty database to a session that ends.</summary>
public sealed class AccountsTests
{
    private const string Own = "苹果树下三只小猫咪睡着";
    private const string Other = "plum boat window 7 rain";
    private static readonly string[] WithKeys = ["--Auth:Mode=ApiKey"];

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Account_FromTheFirstSignInToTheLast(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var given = await TakeAsync(storage, "add", "--name", "管理员", "--role", "administrator");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        Assert.DoesNotContain(service.Log.Messages, line => line.Contains("keys create", StringComparison.Ordinal));
        using var browser = new SignInForm(service.Client.BaseAddress!);
        Assert.Equal("/", await browser.SignInAsync("管 理 员", given));

        // Nothing before the password is one's own: no page, no download.
        Assert.Equal((302, "/password?next=%2Faccounts"), await browser.GetAsync("/accounts"));
        Assert.Equal(403, (await browser.GetAsync("/exports/runs/00000000000000000000000000000000/statements.csv")).Status);
        Assert.Equal("/password?problem=repeated&next=%2F", await browser.ChangePasswordAsync(given, Own, Other));
        Assert.Equal("/password?problem=new&next=%2F", await browser.ChangePasswordAsync(given, "管理员管理员12345"));
        Assert.Equal("/password?problem=same&next=%2F", await browser.ChangePasswordAsync(given, given));
        Assert.Equal("/password?problem=1&next=%2F", await browser.ChangePasswordAsync(Other, Own));
        using var elsewhere = new SignInForm(service.Client.BaseAddress!);
        Assert.Equal("/", await elsewhere.SignInAsync("管理员", given));
        Assert.Equal("/", await browser.ChangePasswordAsync(given, Own));
        Assert.Equal(200, (await browser.GetAsync("/accounts")).Status);
        Assert.Equal((302, "/sign-in?next=%2Faccounts"), await elsewhere.GetAsync("/accounts"));
        Assert.Equal("/sign-in?problem=1&next=%2F", await elsewhere.SignInAsync("管理员", given));

        // A new password ends the session of before, and so does being disabled.
        var again = await TakeAsync(storage, "reset", "管理员");
        Assert.Equal((302, "/sign-in?next=%2Faccounts"), await browser.GetAsync("/accounts"));
        Assert.Equal("/", await browser.SignInAsync("管理员", again));
        Assert.Equal("/", await browser.ChangePasswordAsync(again, Other));
        Assert.Equal(200, (await browser.GetAsync("/accounts")).Status);
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "disable", "管理员")).Code);
        Assert.Equal((302, "/sign-in?next=%2Faccounts"), await browser.GetAsync("/accounts"));
        Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("管理员", Other));
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "enable", "管理员")).Code);
        Assert.Equal("/", await browser.SignInAsync("管理员", Other));

        var list = (await RunAsync(storage, "list")).Output;
        var (auditor, _) = await ApiKeysTests.CreateAsync(storage, "审计员", "auditor");
        var audit = await service.SendAsync(HttpMethod.Get, "/v1/audit?limit=1000", body: null, ("Authorization", "Bearer " + auditor));
        string[] acts = ["create", "password", "reset", "password", "disable", "enable"];
        var entries = audit.Json.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(acts.Select(act => "account." + act), entries.Select(entry => entry.GetProperty("action").GetString()!)
            .Where(action => action.StartsWith("account.", StringComparison.Ordinal)));
        Assert.Contains("重设了管理员的密码", audit.Text, StringComparison.Ordinal);
        var everything = list + audit.Text + string.Join('\n', service.Log.Messages);
        Assert.All([given, again, Own, Other], secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
        Assert.All(service.Log.Messages, line => Assert.DoesNotContain("管理员", line, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Ok, (await CommandLineChannel.RunAsync(["verify", .. storage.Settings])).Code);
    }

    [Fact]
    public async Task WrongPasswords_FiveInARow_LockedForAWhileAlsoForTheRightOne()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var given = await TakeAsync(storage, "add", "--name", "制单员", "--role", "preparer");
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings],
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var browser = new SignInForm(service.Client.BaseAddress!);
        Assert.Equal("/", await browser.SignInAsync("制单员", given));
        Assert.Equal("/", await browser.ChangePasswordAsync(given, Own));
        for (var i = 0; i < AccountSignIns.MaxAttempts - 1; i++)
        {
            Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("制单员", Other));
        }

        // One that is right begins the count anew.
        Assert.Equal("/", await browser.SignInAsync("制单员", Own));
        for (var i = 0; i < AccountSignIns.MaxAttempts; i++)
        {
            Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("制单员", Other));
        }

        Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("制单员", Own));
        Assert.Contains("locked", Line(service, "AccountSignIns"), StringComparison.Ordinal);
        Assert.Contains("console, from 127.0.0.1, key account/", Line(service, "FailedSignIns"), StringComparison.Ordinal);
        clock.Now += TimeSpan.FromMinutes(AccountSignIns.LockMinutes) - TimeSpan.FromSeconds(1);
        Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("制单员", Own));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("/", await browser.SignInAsync("制单员", Own));

        // A working day later the session is over, and a password that was given works no more.
        Assert.Equal(200, (await browser.GetAsync("/organizations")).Status);
        var late = await TakeAsync(storage, "reset", "制单员");
        clock.Now += TimeSpan.FromHours(73);
        Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync("制单员", late));
    }

    [FullRunFact]
    public async Task Guesses_FromOneAddress_NotLookedAtBeyondTwentyWhileAKeyOpens()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var given = await TakeAsync(storage, "add", "--name", "制单员", "--role", "preparer");
        var (key, _) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        using var browser = new SignInForm(service.Client.BaseAddress!);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("/sign-in?problem=1&next=%2F", await browser.SignInAsync($"农户{i:0000}", Other));
        }

        Assert.Equal("/sign-in?problem=many&next=%2F", await browser.SignInAsync("制单员", given));
        Assert.Equal("/", (await browser.SendAsync(key)).Address);
    }

    // As many at once as guesses come from many places: no more of them are looked at than one after another.
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Attempts_ManyAtOnce_FiveMayTry(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await TakeAsync(storage, "add", "--name", "制单员", "--role", "preparer");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        var database = service.Services.GetRequiredService<Database>();
        var tried = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => database.WriteAsync(
            new Change("sign-in", TimeProvider.System.GetUtcNow()) { IsNote = true },
            async session =>
            {
                var account = await AccountStore.HoldByNameAsync(session, Person.KeyOf("制单员"));
                return (await AccountAttempts.TakeAsync(
                    session, account!.Id, AccountSignIns.MaxAttempts, TimeSpan.FromMinutes(AccountSignIns.LockMinutes))).MayTry;
            })));
        Assert.Equal(AccountSignIns.MaxAttempts, tried.Count(mayTry => mayTry));
    }

    [Theory]
    [InlineData("制单员制单员制单员12345")]
    [InlineData("1234567890")]
    [InlineData("password123456")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("ｐａｓｓｗｏｒｄ12345")]
    [InlineData("短密码")]
    public void Fault_EasyOrShort_Refused(string password) => Assert.NotNull(Passwords.Fault(password, "制单员"));

    [Theory]
    [InlineData(Own)]
    [InlineData(Other)]
    [InlineData("correct horse battery staple")]
    public void Fault_LongAndUnlike_Taken(string password) => Assert.Null(Passwords.Fault(password, "制单员"));

    [Fact]
    public async Task Administrator_OfOneOrganization_KeepsToItAndToOthersAccounts()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (all, _) = await ApiKeysTests.CreateAsync(storage, "管理员", "administrator");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        foreach (var organization in new[] { "town", "elsewhere" })
        {
            Assert.Equal(201, (await CallAsync(all, HttpMethod.Put, "/v1/organizations/" + organization,
                """{ "name": "镇", "legalForm": "rural_collective" }""")).Status);
        }

        var (town, _) = await ApiKeysTests.CreateAsync(storage, "镇管理员", "administrator", "town");
        var foreign = await CallAsync(
            all, HttpMethod.Post, "/v1/accounts", """{ "name": "甲", "role": "viewer", "organization": "elsewhere" }""");
        var everywhere = await CallAsync(all, HttpMethod.Post, "/v1/accounts", """{ "name": "乙", "role": "viewer" }""");
        var own = await CallAsync(town, HttpMethod.Post, "/v1/accounts", """{ "name": "镇 管理员", "role": "administrator" }""");
        Assert.Equal("town", own.Json.GetProperty("organization").GetString());
        var listed = await CallAsync(town, HttpMethod.Get, "/v1/accounts", body: null);
        Assert.Equal(["镇 管理员"], listed.Json.GetProperty("accounts").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
        Assert.DoesNotContain("password\":", listed.Text, StringComparison.Ordinal);
        foreach (var other in new[] { foreign, everywhere })
        {
            var address = "/v1/accounts/" + other.Json.GetProperty("id").GetString();
            Assert.Equal(404, (await CallAsync(town, HttpMethod.Put, address, """{ "role": "administrator" }""")).Status);
            Assert.Equal(404, (await CallAsync(town, HttpMethod.Post, address + ":reset", body: null)).Status);
        }

        Assert.Equal(404, (await CallAsync(
            town, HttpMethod.Post, "/v1/accounts", """{ "name": "丙", "role": "viewer", "organization": "elsewhere" }""")).Status);

        // The key and the account of that name are one person: nobody changes their own rights.
        var mine = "/v1/accounts/" + own.Json.GetProperty("id").GetString();
        Assert.Equal(403, (await CallAsync(town, HttpMethod.Put, mine, """{ "role": "viewer" }""")).Status);
        Assert.Equal(200, (await CallAsync(all, HttpMethod.Put, mine, """{ "role": "viewer", "organization": "town" }""")).Status);
        var taken = await CallAsync(all, HttpMethod.Post, "/v1/accounts", """{ "name": "镇　管理员", "role": "viewer" }""");
        Assert.Equal((400, "name"), (taken.Status, Assert.Single(taken.Errors).Field));

        Task<Answer> CallAsync(string key, HttpMethod method, string path, string? body) =>
            service.SendAsync(method, path, body, ("Authorization", "Bearer " + key));
    }

    private static string Line(RunningService service, string of) =>
        service.Log.Messages.Last(line => line.Contains(of, StringComparison.Ordinal));

    private static async Task<string> TakeAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(storage, arguments);
        Assert.True(code == ExitCode.Ok, errors);
        var given = output.TrimEnd('\n');
        Assert.Matches("^([a-z2-9]{4}-){3}[a-z2-9]{4}$", given);
        return given;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync(["accounts", .. storage.Settings, .. arguments]);
        return (code, Encoding.UTF8.GetString(output), errors);
    }
}
