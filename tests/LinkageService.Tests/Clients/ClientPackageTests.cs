extern alias client;

using System.Text;
using System.Text.Json;
using client::LinkageService.Client;
using client::LinkageService.Contracts.V1;
using LinkageService.Tests.Access;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Features.Webhooks;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Http;
using ListOrganizationsRequest = client::LinkageService.Contracts.V1.ListOrganizationsRequest;
using RunRequest = client::LinkageService.Client.RunRequest;

namespace LinkageService.Tests.Clients;

/// <summary>The client package against the running service: the whole way, what is sent again, and what is not.</summary>
public sealed class ClientPackageTests
{
    [FullRunFact]
    public async Task Client_RosterToStatement_TypedAllTheWay()
    {
        await using var service = await RunningService.StartAsync();
        var api = LinkageClients.Create(new LinkageClientOptions { Address = service.Client.BaseAddress! });
        await VillageAsync(service);
        var run = await api.CreateRunAsync("own", Request());
        var submitted = await api.SubmitRunAsync(run.Id!, $"\"{run.Revision}\"", new SubmitRequest());
        Assert.Equal("submitted", submitted.State.ToString(), ignoreCase: true);
        var statement = await api.GetStatementAsync(run.Id!, "0001");
        Assert.Equal("0001", statement.Household);
    }

    [FullRunFact]
    public async Task Refusal_OfTheService_TypedWithCodeFieldsAndWait()
    {
        await using var service = await RunningService.StartAsync();
        var api = LinkageClients.Create(new LinkageClientOptions { Address = service.Client.BaseAddress! });
        await VillageAsync(service);
        var refused = await Assert.ThrowsAnyAsync<LinkageProblemException>(() => api.CreateRunAsync("own", Request("a lot")));
        Assert.Equal((400, "not_a_number"), (refused.StatusCode, refused.Code));
        Assert.Contains("income", Assert.Single(refused.Errors).Field, StringComparison.Ordinal);
        Assert.Null(refused.RetryAfter);
        var missing = await Assert.ThrowsAnyAsync<LinkageProblemException>(() => api.GetOrganizationAsync("nowhere"));
        Assert.Equal((404, "unknown_organization"), (missing.StatusCode, missing.Code));
    }

    [FullRunFact]
    public async Task ConnectionLost_AfterTheServiceWrote_OneRunAndOneAnswer()
    {
        await using var service = await RunningService.StartAsync();
        await VillageAsync(service);
        using var lossy = new LosesAnswers(1);
        var api = LinkageClients.Create(Quick(service), lossy);
        var run = await api.CreateRunAsync("own", Request());
        Assert.Equal(2, lossy.Keys.Count);
        Assert.Single(lossy.Keys.Distinct());
        var runs = await api.ListRunsAsync("own");
        Assert.Equal(run.Id, Assert.Single(runs.Runs).Id);

        // What has no key is sent once, and whoever called hears that it is not known what came of it.
        using var once = new LosesAnswers(1);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            LinkageClients.Create(Quick(service), once).SubmitRunAsync(run.Id!, $"\"{run.Revision}\"", new SubmitRequest()));
        Assert.Equal(1, once.Sent);
    }

    [FullRunFact]
    public async Task TooMany_RequestsAtOnce_EachWaitsAsTheServiceSays()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await ApiKeysTests.CreateAsync(storage, "对接", "viewer");
        await using var service = await RunningService.StartAsync(
            [.. storage.Settings, "--Auth:Mode=ApiKey", "--Limits:RequestsPerSecond=1"]);
        using var counting = new LosesAnswers(0);
        var api = LinkageClients.Create(
            new LinkageClientOptions { Address = service.Client.BaseAddress!, Token = LinkageClientOptions.Fixed(key) }, counting);
        for (var i = 0; i < 12; i++)
        {
            await api.ListOrganizationsAsync();
        }

        Assert.True(counting.Sent > 12, $"{counting.Sent} requests for 12 answers");
    }

    [FullRunFact]
    public async Task Webhook_OfTheService_ReadAndNothingElse()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (_, secret) = await world.CreateAsync(receiver.Url);
        await world.OrganizationAsync("after");
        await receiver.UntilAsync(all => all.Count == 1);
        var (body, headers) = (receiver.All[0].Body, receiver.All[0].Headers);
        var told = new WebhookReader(secret).Read(headers, body);
        Assert.Equal("organization.created", told?.Type);
        Assert.Null(new WebhookReader(secret).Read(headers, body + " "));
        Assert.Null(new WebhookReader("whsec_" + Convert.ToBase64String(new byte[24])).Read(headers, body));
        Assert.Null(new WebhookReader(secret).Read(new HeaderDictionary(), body));
    }

    [FullRunFact]
    public async Task Grpc_WithAToken_OverTheChannelOfTheOptions()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await ApiKeysTests.CreateAsync(storage, "对接", "viewer");
        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Auth:Mode=ApiKey"]);
        var options = Quick(service) with { GrpcAddress = service.GrpcAddress, Token = LinkageClientOptions.Fixed(key) };
        using var channel = options.OpenChannel();
        var answer = await new Organizations.OrganizationsClient(channel).ListOrganizationsAsync(new ListOrganizationsRequest());
        Assert.Empty(answer.Organizations);
    }

    // The operations of the document that take a key are those that are sent again with one.
    [FullRunFact]
    public void TakesKey_EveryOperationOfTheDocument_AsItSays()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json")));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(each => (path.Name, Method: each.Name, Operation: each.Value)));
        var checkedOnes = 0;
        foreach (var (path, method, operation) in operations.Where(each => each.Method is "get" or "post" or "put" or "patch" or "delete"))
        {
            var takes = operation.TryGetProperty("parameters", out var parameters) && parameters.EnumerateArray()
                .Any(each => each.TryGetProperty("name", out var name) && name.GetString() == "Idempotency-Key");
            checkedOnes += takes ? 1 : 0;
            Assert.True(
                takes == SafeRetries.TakesKey(HttpMethod.Parse(method), path.Replace("{", "", StringComparison.Ordinal)
                    .Replace("}", "", StringComparison.Ordinal)), $"{method} {path}");
        }

        Assert.True(checkedOnes >= 3, $"{checkedOnes} operations take a key");
    }

    [FullRunFact]
    public async Task Package_Packed_TheSampleOfItsReadmeRuns()
    {
        await Tool.RequireAsync("dotnet --version");
        await using var service = await RunningService.StartAsync();
        var folder = Directory.CreateTempSubdirectory("linkage-package-").FullName;
        try
        {
            var project = Path.Combine(SchemeCases.RepositoryRoot(), "clients", "LinkageService.Client");
            var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
            var readme = await File.ReadAllTextAsync(Path.Combine(project, "README.md"));
            var sample = readme.Split("```cs\n")[1].Split("```")[0]
                .Replace("http://localhost:5080", service.Client.BaseAddress!.ToString(), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), sample);
            var (exitCode, output) = await Tool.RunAsync($$"""
                set -e
                dotnet pack {{project}} --no-build -c {{configuration}} -v quiet --nologo -o feed
                unzip -l feed/*.nupkg
                cat > nuget.config <<'EOF'
                <configuration>
                  <config><add key="globalPackagesFolder" value="packages" /></config>
                  <packageSources><clear /><add key="feed" value="feed" /></packageSources>
                  <fallbackPackageFolders><add key="known" value="{{Packages()}}" /></fallbackPackageFolders>
                </configuration>
                EOF
                cat > sample.csproj <<'EOF'
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable><UseAppHost>false</UseAppHost>
                  </PropertyGroup>
                  <ItemGroup><PackageReference Include="LinkageService.Client" Version="*" /></ItemGroup>
                </Project>
                EOF
                dotnet run
                """, folder);
            Assert.True(exitCode == 0, output);
            Assert.All(
                ["lib/net10.0/LinkageService.Client.dll", "README.md", "added 2", "submitted: 0001 ", "refused 404 unknown_run"],
                line => Assert.Contains(line, output, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Packages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static LinkageClientOptions Quick(RunningService service) =>
        new() { Address = service.Client.BaseAddress!, FirstPause = TimeSpan.FromMilliseconds(1) };

    // Two households, imported by the client itself.
    private static async Task VillageAsync(RunningService service)
    {
        await new RunWorld(service).OrganizationAsync("own", "rural_collective");
        using var roster = new MemoryStream(Encoding.UTF8.GetBytes("户编号,户主,land\n0001,农户0001,3.33\n0002,农户0002,2.70\n"));
        var report = await LinkageClients.Create(Quick(service)).ImportHouseholdsAsync(
            "own", new FileParameter(roster, "roster.csv", "text/csv"), validFrom: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, report.Added);
    }

    private static RunRequest Request(string income = "40000.00") => new()
    {
        Scheme = "huangjinlin-land-cooperative", Year = 2025,
        Inputs = new Dictionary<string, string>(StringComparer.Ordinal) { ["income"] = income },
    };

    /// <summary>Sends requests to the service, and loses the first answers, as a connection does that breaks on the way back.</summary>
    private sealed class LosesAnswers : DelegatingHandler
    {
        private int _left;

        public LosesAnswers(int count)
            : base(new SocketsHttpHandler()) => _left = count;

        public int Sent { get; private set; }

        public List<string> Keys { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            if (request.Headers.TryGetValues("Idempotency-Key", out var keys))
            {
                Keys.AddRange(keys);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (_left == 0)
            {
                return answer;
            }

            _left--;
            Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
            answer.Dispose();
            throw new HttpRequestException("the connection was lost");
        }
    }
}
