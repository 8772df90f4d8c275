using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Grpc.Core;
using LinkageService.Configuration;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LinkageService.Tests.Hosting;

/// <summary>What <c>deploy/</c> holds for those who install the service: a unit, a layout, a proxy, containers.</summary>
public sealed partial class DeployTests
{
    private static readonly string Folder = Path.Combine(SchemeCases.RepositoryRoot(), "deploy");

    [Fact]
    public async Task Install_OfAPublishedService_LaysItOutAndKeepsSettingsAtTheNext()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output) = await Tool.RunAsync(
            $$"""
            set -e
            export DESTDIR="$PWD/root"
            mkdir published
            for file in LinkageService LinkageService.dll appsettings.json; do echo one > published/$file; done
            chmod +x published/LinkageService
            "{{Folder}}/install.sh" published
            echo '{ "mine": true }' > root/etc/linkage/appsettings.json
            echo two > published/LinkageService.dll
            "{{Folder}}/install.sh" published
            cat root/usr/lib/linkage/LinkageService.dll root/etc/linkage/appsettings.json
            cd root
            readlink usr/bin/linkage usr/lib/linkage/appsettings.json
            stat --format '%a %n' etc/linkage etc/linkage/appsettings.json usr/lib/linkage/LinkageService usr/lib/linkage/LinkageService.dll
            """, folder.Path);
        Assert.True(exitCode == 0, output);
        Assert.Equal(
            """
            two
            { "mine": true }
            /usr/lib/linkage/LinkageService
            /etc/linkage/appsettings.json
            750 etc/linkage
            640 etc/linkage/appsettings.json
            755 usr/lib/linkage/LinkageService
            644 usr/lib/linkage/LinkageService.dll
            """.ReplaceLineEndings("\n"), output.Trim());
    }

    [Fact]
    public async Task Unit_AsSystemdReadsIt_HasNothingWrongAndLittleExposure()
    {
        await Tool.RequireAsync("command -v systemd-analyze");
        using var folder = new TemporaryFolder();
        var unit = await File.ReadAllTextAsync(Path.Combine(Folder, "linkage.service"));
        const string program = "/usr/lib/linkage/LinkageService";
        Assert.Contains($"ExecStart={program} serve\n", unit, StringComparison.Ordinal);

        // The program is not installed here.
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "linkage.service"), unit.Replace(program, "/bin/true", StringComparison.Ordinal)
                .Replace("Documentation=file:/usr/share/doc/linkage/operations.md\n", "", StringComparison.Ordinal));
        var verified = await Tool.RunAsync("systemd-analyze verify ./linkage.service", folder.Path);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Output.Trim()));
        var (exitCode, output) = await Tool.RunAsync(
            "systemd-analyze security --offline=yes --threshold=40 ./linkage.service", folder.Path);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Compose_EverySetting_IsOneOfOursAndTheProxyIsTrusted()
    {
        var compose = File.ReadAllText(Path.Combine(Folder, "compose.yaml"));
        var settings = SettingLine().Matches(compose).ToDictionary(
            match => match.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal), match => match.Groups["value"].Value,
            StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "Storage:Provider", "Auth:Mode", "Http:TrustedProxies" },
            settings.Keys.ToHashSet(StringComparer.Ordinal));
        settings["Storage:ConnectionString"] = settings["Storage:ConnectionString"].Replace(
            "${LINKAGE_DATABASE_PASSWORD}", "secret", StringComparison.Ordinal);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        Assert.True(Settings.Read(configuration).Auth == AuthMode.ApiKey);
        Assert.Contains($"subnet: {settings["Http:TrustedProxies"]}", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nginx_BeforeTheService_PassesRestConsoleAndGrpcWithTheCallersAddress()
    {
        await Nginx.RequireAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(
            ["--Auth:Mode=ApiKey", "--Http:TrustedProxies=127.0.0.1", .. storage.Settings]);
        await using var nginx = await Nginx.StartAsync((service.Client.BaseAddress!, service.GrpcAddress));
        await CallThroughAsync(service, nginx.Address, new Uri(nginx.Plain, "/sign-in"));
    }

    private static async Task CallThroughAsync(RunningService service, Uri address, Uri plain)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var http = new HttpClient(handler);
        using var moved = await http.GetAsync(plain);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https"), (moved.StatusCode, moved.Headers.Location!.Scheme));

        // A key that opens nothing is logged with the address of the caller, not of the proxy: here the same machine, by another name.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/v1/organizations"));
        request.Headers.Add("Authorization", "Bearer lk_x");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var refused = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(service.Log.Messages, line => line.Contains("REST, from 127.0.0.1, key -", StringComparison.Ordinal));

        // Signed in over TLS, so the cookie is sent over TLS only, and the session of the console is a WebSocket of the same origin.
        using var page = await http.GetAsync(new Uri(address, "/sign-in"));
        Assert.Contains(page.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        foreach (var (origin, isTaken) in new[] { (address.GetLeftPart(UriPartial.Authority), true), ("https://elsewhere.example", false) })
        {
            using var socket = new ClientWebSocket();
            socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            socket.Options.SetRequestHeader("Origin", origin);
            var connected = await Record.ExceptionAsync(() => socket.ConnectAsync(
                new Uri($"wss://{address.Authority}/_blazor"), CancellationToken.None));
            Assert.True(isTaken == connected is null, origin + ": " + connected?.Message);
        }

        using var grpc = new GrpcApi(address);
        var listed = await grpc.CallAsync("linkage.v1.Schemes/ListSchemes", new ListSchemesRequest());
        Assert.Equal(StatusCode.Unauthenticated, listed.Status);
        var health = await grpc.CallAsync("grpc.health.v1.Health/Check", new Google.Protobuf.WellKnownTypes.Empty());
        Assert.Equal(StatusCode.OK, health.Status);
    }

    [GeneratedRegex(@"^      (?<key>[A-Z][A-Za-z]+__[A-Za-z]+): (?<value>.+)$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingLine();
}
