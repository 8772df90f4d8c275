using System.Net;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access.Issuers;

/// <summary>Sessions of the console that began at a real issuer: how long they go on, and what does not begin one.</summary>
public sealed class IssuerSessionTests
{
    [Fact]
    public async Task Session_ServiceStartedAgainAndIssuerSilent_GoesOnForAnHour()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        using var browser = new Browser();
        await using (var before = await StartAsync(issuer, storage, clock))
        {
            await issuer.StartAsync(before.Client.BaseAddress);
            await browser.SignInAsync(before, "zhang");
            Assert.Equal("/organizations", await browser.GoAsync(before, "/organizations"));
        }

        // The cookie is enough for another process; the issuer is asked with its refresh token, and a new cookie made.
        await using var service = await StartAsync(issuer, storage, clock);
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("/organizations", await browser.GoAsync(service, "/organizations"));
        await issuer.StopAsync();
        clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal("/organizations", await browser.GoAsync(service, "/organizations"));
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal("/sign-in", await browser.GoAsync(service, "/organizations"));
    }

    [Fact]
    public async Task Session_OfAPersonTheIssuerKnowsNoMore_EndsAtTheNextLook()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        await using var service = await StartAsync(issuer, storage, clock);
        await issuer.StartAsync(service.Client.BaseAddress);
        using var browser = new Browser();
        await browser.SignInAsync(service, "zhang");
        await issuer.StopAsync();
        await issuer.StartAsync(service.Client.BaseAddress);
        Assert.Equal("/organizations", await browser.GoAsync(service, "/organizations"));

        // It forgot every session, so that the refresh token is refused.
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("/sign-in", await browser.GoAsync(service, "/organizations"));
        Assert.Contains(service.Log.Messages, line => line.Contains("The issuer ended a session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Return_NobodyAskedFor_NoSessionAndCounted()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        await issuer.StartAsync();
        await using var service = await StartAsync(issuer, storage, new SetClock(TimeProvider.System.GetUtcNow()));
        using var browser = new Browser();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("/sign-in?problem=1&next=%2F", await browser.GoAsync(service, "/signin-oidc?code=x&state=y", isWhole: true));
        }

        Assert.Equal("/sign-in?problem=many&next=%2F", await browser.GoAsync(service, "/signin-oidc?code=x&state=y", isWhole: true));
        Assert.Contains(service.Log.Messages, line => line.Contains("the issuer did not confirm it", StringComparison.Ordinal));
        Assert.Equal(405, (await service.PostAsync("/signin-oidc", "code=x&state=y", "application/x-www-form-urlencoded")).Status);
        Assert.Equal("/sign-in", await browser.GoAsync(service, "/organizations"));
    }

    private static Task<RunningService> StartAsync(TestIssuer issuer, TestStorage storage, SetClock clock) => RunningService.StartAsync(
        [.. issuer.Settings, .. storage.Settings], configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));

    /// <summary>A browser that fills in the issuer's pages.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly HttpClient _client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() });

        /// <summary>Opens a page.</summary>
        /// <returns>Where that led to: the path, and the query where it is wanted whole.</returns>
        public async Task<string> GoAsync(RunningService service, string path, bool isWhole = false)
        {
            using var answer = await _client.GetAsync(new Uri(service.Client.BaseAddress!, path));
            var led = answer.RequestMessage!.RequestUri!;
            return isWhole ? led.PathAndQuery : led.AbsolutePath;
        }

        /// <summary>Signs in at the issuer, under any password.</summary>
        public async Task SignInAsync(RunningService service, string name)
        {
            using var asked = await _client.GetAsync(new Uri(service.Client.BaseAddress!, "/session/issuer?next=/"));
            using var consent = await PostAsync(asked, ("prompt", "login"), ("login", name), ("password", "any"));
            using var done = await PostAsync(consent, ("prompt", "consent"));
            Assert.Equal(new Uri(service.Client.BaseAddress!, "/"), done.RequestMessage!.RequestUri);
        }

        public void Dispose() => _client.Dispose();

        // The forms of the issuer go back to the address of their page.
        private async Task<HttpResponseMessage> PostAsync(HttpResponseMessage page, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return await _client.PostAsync(page.RequestMessage!.RequestUri, form);
        }
    }
}
