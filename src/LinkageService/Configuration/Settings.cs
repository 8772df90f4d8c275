using System.Globalization;
using System.Net;
using LinkageService.Engine.Problems;

namespace LinkageService.Configuration;

/// <summary>The configuration, read and checked once at start: a bad value stops the start with one line that names it.</summary>
internal sealed record Settings(ListenAddress Http, ListenAddress Grpc, HttpsSettings? Https, Limits Limits)
{
    private const string LoopbackOnlyZh =
        "127.0.0.1、::1 或 localhost，因为 Auth:Mode 是 Local，没有人登录；要给别的机器用，设 Auth:Mode=ApiKey 或 Jwt";

    private const string LoopbackOnly =
        "127.0.0.1, ::1 or localhost, because Auth:Mode is Local and nobody signs in; set Auth:Mode=ApiKey or Jwt to serve other machines";

    private const string AnyAddress = "an IP address, or localhost";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Http"] = ["Address", "Port", "TrustedProxies"],
        ["Grpc"] = ["Address", "Port"],
        ["Https"] = ["Address", "Port", "Certificate", "Key"],
        ["Storage"] = ["Provider", "Path", "ConnectionString", "KeyFile", "Archives"],
        ["Auth"] = ["Mode", .. IssuerSettings.Names],
        ["Demo"] = ["Enabled", "Bank"],
        ["Print"] = ["Chromium", "VerifyAddress"],
        ["Backup"] = ["Folder"],
        ["Law"] = ["Packs", "OverrideRole"],
        ["Webhooks"] = ["AllowedHosts"],
        ["Batches"] = ["ChunkOrganizations", "TakeoverSeconds"],
        ["Telemetry"] = ["OtlpEndpoint", "OtlpProtocol", "Metrics"],
        ["Limits"] =
        [
            nameof(Limits.MaxBodyBytes), nameof(Limits.MaxMessageBytes), nameof(Limits.MaxHouseholds),
            nameof(Limits.MaxSchemeBytes), nameof(Limits.MaxExplainedHouseholds), nameof(Limits.RequestsPerSecond),
            nameof(Limits.RequestSeconds),
        ],
    };

    /// <summary>The sections that are ours.</summary>
    public static IReadOnlyCollection<string> Sections => Known.Keys;

    /// <summary>Where everything is kept.</summary>
    public required StorageSettings Storage { get; init; }

    /// <summary>How callers are known.</summary>
    public required AuthMode Auth { get; init; }

    /// <summary>Whether callers sign in, in whichever way; where not, this machine only is served.</summary>
    public bool SignsIn => Auth != AuthMode.Local;

    /// <summary>Whose tokens are taken; null unless <see cref="AuthMode.Jwt"/>.</summary>
    public IssuerSettings? Issuer { get; init; }

    /// <summary>Whether an empty embedded database starts with the demo villages.</summary>
    public required bool IsDemoEnabled { get; init; }

    /// <summary>Whether a bank that is made up answers for payments of the demo's database.</summary>
    public bool HasDemoBank { get; init; }

    /// <summary>Proxies whose word is taken for where a request comes from, and whether it came over TLS.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The program that prints PDF files; null for a Chromium on the path.</summary>
    public string? Chromium { get; init; }

    /// <summary>This service as phones reach it, such as <c>https://fenhong.example.cn</c>: codes on paper lead there.</summary>
    public Uri? VerifyAddress { get; init; }

    /// <summary>The folder that the console makes backups in; null for none.</summary>
    public string? BackupFolder { get; init; }

    /// <summary>The folder with packs of rules beside those that come with the service; null for none.</summary>
    public string? RulePacks { get; init; }

    /// <summary>Who may let a blocking legal check pass.</summary>
    public OverrideRole OverrideRole { get; init; }

    /// <summary>Who is told of events over plain HTTP or in the operator's own network.</summary>
    public required AllowedHosts WebhookHosts { get; init; }

    /// <summary>Organisations of a chunk of a batch: what one thread of one service works on at a time.</summary>
    public required int BatchChunk { get; init; }

    /// <summary>How long another service on the same PostgreSQL is silent before what it was working on is taken over.</summary>
    public required TimeSpan BatchTakeover { get; init; }

    /// <summary>Where traces, metrics and logs go; nowhere unless set.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.Off;

    /// <summary>Reads every setting.</summary>
    /// <exception cref="BadSettingException">A value or a name is not one of ours.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var storage = ReadStorage(configuration);
        var standard = new Limits();
        var auth = OneOf(configuration, "Auth:Mode", AuthMode.Local);
        return new Settings(
            new ListenAddress(Address(configuration, "Http:Address", auth), Number(configuration, "Http:Port", 5080, 0, 65535)),
            new ListenAddress(Address(configuration, "Grpc:Address", auth), Number(configuration, "Grpc:Port", 5081, 0, 65535)),
            ReadHttps(configuration, auth),
            new Limits
            {
                MaxBodyBytes = Number(configuration, "Limits:MaxBodyBytes", standard.MaxBodyBytes, 1 << 10, 1 << 30),
                MaxMessageBytes = Number(configuration, "Limits:MaxMessageBytes", standard.MaxMessageBytes, 1 << 10, 64 << 20),
                MaxHouseholds = Number(configuration, "Limits:MaxHouseholds", standard.MaxHouseholds, 1, 10_000_000),
                MaxSchemeBytes = Number(configuration, "Limits:MaxSchemeBytes", standard.MaxSchemeBytes, 1 << 10, 16 << 20),
                MaxExplainedHouseholds =
                    Number(configuration, "Limits:MaxExplainedHouseholds", standard.MaxExplainedHouseholds, 0, 1_000_000),
                RequestsPerSecond = Number(configuration, "Limits:RequestsPerSecond", standard.RequestsPerSecond, 0, 100_000),
                RequestSeconds = Number(configuration, "Limits:RequestSeconds", standard.RequestSeconds, 1, 86_400),
            })
        {
            Storage = storage,
            Auth = auth,
            Issuer = auth == AuthMode.Jwt ? IssuerSettings.Read(configuration) : null,
            IsDemoEnabled = IsTrue(configuration, "Demo:Enabled", standard: true),
            HasDemoBank = ReadDemoBank(configuration),
            Chromium = configuration["Print:Chromium"],
            VerifyAddress = ReadVerifyAddress(configuration),
            BackupFolder = configuration["Backup:Folder"],
            RulePacks = configuration["Law:Packs"],
            OverrideRole = OneOf(configuration, "Law:OverrideRole", OverrideRole.Approver),
            WebhookHosts = AllowedHosts.Read(configuration),
            BatchChunk = Number(configuration, "Batches:ChunkOrganizations", 200, 200, 1000),
            BatchTakeover = TimeSpan.FromSeconds(Number(configuration, "Batches:TakeoverSeconds", 20, 4, 600)),
            TrustedProxies = Configuration.TrustedProxies.Read(configuration),
            Telemetry = TelemetrySettings.Read(configuration),
        };
    }

    /// <summary>Reads where everything is kept; the other settings are only checked for names that are not ours.</summary>
    /// <exception cref="BadSettingException">A value or a name is not one of ours.</exception>
    public static StorageSettings ReadStorage(IConfiguration configuration)
    {
        foreach (var (section, keys) in Known)
        {
            RefuseUnknown(configuration.GetSection(section), keys);
        }

        return StorageSettings.Read(configuration);
    }

    /// <summary>One of the names of an enumeration.</summary>
    public static T OneOf<T>(IConfiguration configuration, string key, T standard)
        where T : struct, Enum
    {
        var text = configuration[key];
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return text is null ? standard : throw new BadSettingException(
            key, text, string.Join(" 或 ", Enum.GetNames<T>()), string.Join(" or ", Enum.GetNames<T>()));
    }

    /// <summary>A setting that is true or false.</summary>
    public static bool IsTrue(IConfiguration configuration, string key, bool standard) => configuration[key] switch
    {
        null => standard,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new BadSettingException(key, text, "true 或 false", "true or false"),
    };

    /// <summary>Names that a section does not have, misspelt ones among them, stop the start.</summary>
    public static void RefuseUnknown(IConfigurationSection section, string[] keys)
    {
        foreach (var child in section.GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new BadSettingException($"{section.Key}:{child.Key}", child.Value,
                    $"没有这个设置；{section.Key} 有 {string.Join('、', keys)}",
                    $"no such setting; {section.Key} has {string.Join(", ", keys)}");
            }
        }
    }

    private static bool ReadDemoBank(IConfiguration configuration)
    {
        const string Key = "Demo:Bank";
        return IsTrue(configuration, Key, standard: false)
            && (IsTrue(configuration, "Demo:Enabled", standard: true)
                ? true
                : throw new BadSettingException(
                    Key, configuration[Key], "false，因为 Demo:Enabled 是 false", "false while Demo:Enabled is false"));
    }

    private static Uri? ReadVerifyAddress(IConfiguration configuration)
    {
        const string Key = "Print:VerifyAddress";
        return configuration[Key] is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new BadSettingException(
                Key, text, "http:// 或 https:// 加主机名，如 https://fenhong.example.cn",
                "http:// or https:// and a host, such as https://fenhong.example.cn");
    }

    // One port for REST and gRPC alike; off unless a port is named.
    private static HttpsSettings? ReadHttps(IConfiguration configuration, AuthMode auth)
    {
        if (configuration["Https:Port"] is null)
        {
            return null;
        }

        var address = new ListenAddress(Address(configuration, "Https:Address", auth), Number(configuration, "Https:Port", 0, 0, 65535));
        return new HttpsSettings(address, HttpsSettings.LoadCertificate(configuration["Https:Certificate"], configuration["Https:Key"]));
    }

    private static IPAddress Address(IConfiguration configuration, string key, AuthMode auth)
    {
        var text = configuration[key];
        if (text is null || string.Equals(text, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        // Where nobody signs in, nobody from outside is served.
        return IPAddress.TryParse(text, out var address) && (auth != AuthMode.Local || IPAddress.IsLoopback(address))
            ? address
            : throw new BadSettingException(
                key, text, auth == AuthMode.Local ? LoopbackOnlyZh : "IP 地址或 localhost",
                auth == AuthMode.Local ? LoopbackOnly : AnyAddress);
    }

    /// <summary>A setting that is a whole number.</summary>
    public static int Number(IConfiguration configuration, string key, int standard, int min, int max)
    {
        if (configuration[key] is not { } text)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new BadSettingException(key, text,
                string.Create(CultureInfo.InvariantCulture, $"{min} 到 {max} 的整数"),
                string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));
    }
}

/// <summary>Where a listener stands.</summary>
/// <param name="Address">Loopback, as long as nobody has to say who they are.</param>
/// <param name="Port">0 takes any free port.</param>
internal sealed record ListenAddress(IPAddress Address, int Port);

/// <summary>Who may let a blocking legal check pass: <c>Law:OverrideRole</c>.</summary>
internal enum OverrideRole
{
    /// <summary>Whoever may approve the run, with a reason.</summary>
    Approver,

    /// <summary>Only those above, such as the township.</summary>
    Supervisor,
}

/// <summary>How callers are known: <c>Auth:Mode</c>.</summary>
internal enum AuthMode
{
    /// <summary>This machine only; the caller names its user.</summary>
    Local,

    /// <summary>Keys with a role and an organisation; other machines may be served.</summary>
    ApiKey,

    /// <summary>Tokens of an issuer of OpenID Connect, and keys beside them; other machines may be served.</summary>
    Jwt,
}

/// <summary>A configuration value the service cannot start with.</summary>
/// <param name="key">The setting, such as <c>Http:Port</c>.</param>
/// <param name="got">What it is set to.</param>
/// <param name="zh">What it takes, in Chinese.</param>
/// <param name="takes">The same in English.</param>
internal sealed class BadSettingException(string key, string? got, string zh, string takes)
    : Exception($"{ZhOf(key, got, zh)} | {EnOf(key, got, takes)}")
{
    /// <summary>What is wrong.</summary>
    public LocalizedText Words { get; } = new(ZhOf(key, got, zh), EnOf(key, got, takes));

    private static string ZhOf(string key, string? got, string takes) => $"{key} 现在是“{got}”，应为：{takes}";

    private static string EnOf(string key, string? got, string takes) => $"{key} is \"{got}\"; it takes {takes}";
}
