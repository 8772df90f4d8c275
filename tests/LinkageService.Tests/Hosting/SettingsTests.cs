using LinkageService.CommandLine;
using LinkageService.Configuration;
using LinkageService.Hosting;
using LinkageService.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LinkageService.Tests.Hosting;

/// <summary>A bad value stops the start with one line that names it.</summary>
public class SettingsTests
{
    [Theory]
    [InlineData("--Http:Port=99999", "Http:Port is \"99999\"; it takes a whole number from 0 to 65535")]
    [InlineData("--Http:Port=-1", "Http:Port")]
    [InlineData("--Grpc:Port=abc", "Grpc:Port is \"abc\"")]
    [InlineData("--Http:Address=0.0.0.0", "Http:Address is \"0.0.0.0\"; it takes 127.0.0.1, ::1 or localhost")]
    [InlineData("--Grpc:Address=192.168.1.5", "Grpc:Address is \"192.168.1.5\"")]
    [InlineData("--Http:Address=example.org", "Http:Address")]
    [InlineData("--Http:Adress=127.0.0.1", "Http:Adress is \"127.0.0.1\"; it takes no such setting; Http has Address, Port, Trusted")]
    [InlineData("--Limits:MaxHouseholds=0", "Limits:MaxHouseholds is \"0\"; it takes a whole number from 1 to 10000000")]
    [InlineData("--Limits:MaxBodyBytes=1 MB", "Limits:MaxBodyBytes")]
    [InlineData("--Limits:MaxSchemeBytes=99999999999", "Limits:MaxSchemeBytes")]
    [InlineData("--Limits:MaxExplainedHouseholds=x", "Limits:MaxExplainedHouseholds")]
    [InlineData("--Storage:Provider=mysql", "Storage:Provider is \"mysql\"; it takes Sqlite or Postgres")]
    [InlineData("--Storage:Provider=1", "Storage:Provider is \"1\"")]
    [InlineData("--Storage:Provider=postgres", "Storage:ConnectionString is \"\"; it takes a connection such as Host=127.0.0.1;")]
    [InlineData("--Storage:Path=/dev/null/linkage.db", "Storage:Path is \"/dev/null/linkage.db\"; it takes a file this service can write")]
    [InlineData("--Storage:File=x", "Storage:File is \"x\"; it takes no such setting; Storage has Provider, Path")]
    [InlineData("--Auth:Mode=None", "Auth:Mode is \"None\"; it takes Local or ApiKey or Jwt")]
    [InlineData("--Auth:Mode=Jwt", "Auth:Issuer is \"\"; it takes the https:// address of an OpenID Connect issuer")]
    [InlineData("--Auth:Key=x", "Auth:Key is \"x\"; it takes no such setting; Auth has Mode")]
    [InlineData("--Http:TrustedProxies=10.0.0.5, proxy", "Http:TrustedProxies is \"proxy\"; it takes addresses and networks")]
    [InlineData("--Law:Packs=/no/such/folder", "Law:Packs is \"/no/such/folder\"; it takes a folder of packs of rules: Could not find")]
    [InlineData("--Batches:ChunkOrganizations=20", "Batches:ChunkOrganizations is \"20\"; it takes a whole number from 200 to 1000")]
    [InlineData("--Batches:TakeoverSeconds=3", "Batches:TakeoverSeconds is \"3\"; it takes a whole number from 4 to 600")]
    [InlineData("--Telemetry:OtlpEndpoint=collector:4317", "Telemetry:OtlpEndpoint is \"collector:4317\"; it takes http:// or https://")]
    [InlineData("--Telemetry:OtlpProtocol=udp", "Telemetry:OtlpProtocol is \"udp\"; it takes Grpc or HttpProtobuf")]
    [InlineData("--Telemetry:Metrics=on", "Telemetry:Metrics is \"on\"; it takes true or false")]
    [InlineData("--Telemetry:Endpoint=x", "Telemetry:Endpoint is \"x\"; it takes no such setting; Telemetry has OtlpEndpoint")]
    [InlineData("--Demo:Enabled=1", "Demo:Enabled is \"1\"; it takes true or false")]
    public async Task Serve_BadSetting_OneLineAndExitCode1(string setting, string line)
    {
        var (code, errors) = await ServeAsync(setting);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains(" | " + line, errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData("--Auth:Issuer=http://login.example.cn", "Auth:Issuer is \"http://login.example.cn\"; it takes the https://")]
    [InlineData("--Auth:Audience= ", "Auth:Audience is \"\"; it takes the audience that tokens of calls are made for")]
    [InlineData("--Auth:Roles:finance=boss", "Auth:Roles:finance is \"boss\"; it takes viewer or preparer")]
    [InlineData("--Auth:Claims:Rôle=x", "Claims:Rôle is \"x\"; it takes no such setting; Claims has User, Name, Role, Organization")]
    [InlineData("--Auth:ClientSecretFile=/no/such/file", "Auth:ClientSecretFile is \"/no/such/file\"; it takes a file with the secret")]
    [InlineData("--Auth:SessionMinutes=9999", "Auth:SessionMinutes is \"9999\"; it takes a whole number from 5 to 1440")]
    public async Task Serve_BadSettingOfTheIssuer_OneLineAndExitCode1(string setting, string line)
    {
        var (code, errors) = await ServeAsync(
            "--Auth:Mode=Jwt", "--Auth:Issuer=https://login.example.cn", "--Auth:Audience=linkage", "--Auth:Roles:finance=preparer",
            setting);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains(" | " + line, errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData("serve", "now")]
    [InlineData("serve", "--port=5")]
    [InlineData("serve", "--Http:Port")]
    public async Task Serve_NotASetting_Usage(params string[] arguments)
    {
        var (code, errors) = await ServeAsync(arguments);
        Assert.Equal(ExitCode.Usage, code);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Serve_PostgresThatDoesNotAnswer_OneLineWithoutTheConnection()
    {
        var (code, errors) = await ServeAsync(
            "--Storage:Provider=postgres", "--Storage:ConnectionString=Host=127.0.0.1;Port=1;Username=u;Password=very-secret;Timeout=2");
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains(" | Storage:ConnectionString is \"(…)\"; it takes a database that answers", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.AsSpan().Count('\n'));
    }

    [Theory]
    [InlineData("Local", "127.0.0.1")]
    [InlineData("ApiKey", "0.0.0.0")]
    public void Read_AddressForTheMode_Taken(string mode, string address)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Auth:Mode"] = mode, ["Http:Address"] = address, ["Storage:Path"] = "there/books.db", ["Demo:Enabled"] = "false",
        };
        var settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        Assert.Equal((mode, address), (settings.Auth.ToString(), settings.Http.Address.ToString()));
        Assert.Equal(("there/books.db", "there/books.key"), (settings.Storage.Path, settings.Storage.KeyFile));
        Assert.False(settings.IsDemoEnabled);
    }

    [Fact]
    public void Read_ShippedFile_EqualsTheDefaults()
    {
        var file = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();
        Assert.Equal(Settings.Read(new ConfigurationBuilder().Build()), Settings.Read(file));
        Assert.NotNull(file["Limits:MaxExplainedHouseholds"]);
    }

    [Fact]
    public async Task Start_Says_WhereItListensInBothLanguages()
    {
        await using var service = await RunningService.StartAsync();
        var line = Assert.Single(service.Log.Messages, message =>
            message.Contains("Listening: console and REST http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains("已启动", line, StringComparison.Ordinal);
        Assert.Equal("ok", (await service.GetAsync("/healthz")).Text);
        Assert.Equal("Healthy", (await service.GetAsync("/readyz")).Text);
    }

    private static async Task<(int Code, string Errors)> ServeAsync(params string[] arguments)
    {
        await using var errors = new StringWriter();
        var serving = ServeCommand.RunAsync(
            [.. TemporaryStorage.Settings(), .. arguments], new Terminal(Stream.Null, errors), builder => builder.Logging.ClearProviders());
        var code = await serving.WaitAsync(TimeSpan.FromSeconds(20));
        return (code, errors.ToString());
    }
}
