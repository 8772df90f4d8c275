using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LinkageService.Tests.Support;

/// <summary>
/// A real issuer of OpenID Connect on this machine, oidc-provider in Node, fetched by npm once for all tests. It can be stopped, and come
/// back at the same address with other keys.
/// </summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>For whom its tokens of calls are made.</summary>
    public const string Audience = "linkage";

    private const string Version = "9.13.3";
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "linkage-oidc-" + Version);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task> Fetched = new(() => Tool.RequireAsync(
        $"test -f {Module} || npm install --no-audit --no-fund --loglevel=error --prefix {Folder} oidc-provider@{Version}"));

    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly int _port;
    private Process? _process;

    private TestIssuer(int port) => (_port, Address) = (port, $"http://127.0.0.1:{port}");

    /// <summary>Where it is, or will be.</summary>
    public string Address { get; }

    /// <summary>What it signs with now.</summary>
    public SigningKey Key { get; private set; } = new("first");

    /// <summary>The settings of a service that takes its tokens and sends people to it.</summary>
    public string[] Settings =>
    [
        "--Auth:Mode=Jwt", "--Auth:Issuer=" + Address, "--Auth:Audience=" + Audience, "--Auth:ClientId=console",
        "--Auth:ClientSecret=the secret of the console", "--Auth:Roles:finance=preparer", "--Auth:Roles:leader=approver",
        "--Auth:Roles:head=administrator", "--Auth:RecheckSeconds=1",
    ];

    private static string Module => Path.Combine(Folder, "node_modules", "oidc-provider", "lib", "index.js");

    /// <summary>One that does not run yet.</summary>
    public static async Task<TestIssuer> PrepareAsync()
    {
        await Fetched.Value;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return new TestIssuer(((IPEndPoint)free.LocalEndpoint).Port);
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="console">The console that people come back to.</param>
    /// <param name="key">What it signs with; as before unless stated.</param>
    public async Task StartAsync(Uri? console = null, SigningKey? key = null)
    {
        Key = key ?? Key;
        var home = console ?? new Uri("http://127.0.0.1:1");
        var given = JsonSerializer.Serialize(new
        {
            module = Module,
            port = _port,
            keys = new[] { Key.Whole() },
            people = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["zhang"] = new { name = "张三", roles = new[] { "finance" }, organization = "*" },
                ["li"] = new { name = "李四", roles = new[] { "leader" }, organization = "*" },
                ["robot"] = new { roles = new[] { "head" }, organization = "*" },
            },
            redirects = new[] { new Uri(home, "/signin-oidc").ToString() },
            returns = new[] { new Uri(home, "/sign-in").ToString() },
        });
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Access", "Issuers", "issuer.mjs"), given])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == "listening")
            {
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException(await errors);
    }

    /// <summary>Says what is known of somebody from now on.</summary>
    public async Task SayAsync(string subject, string claims)
    {
        using var content = new StringContent(claims, Encoding.UTF8, "application/json");
        using var answer = await _client.PutAsync($"{Address}/test/people/{subject}", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A token that it gives to a program.</summary>
    public async Task<string> GiveAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, Address + "/token") { Content = form };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            "robot:" + Uri.EscapeDataString("the secret of the robot"))));
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>A token as it would sign it.</summary>
    /// <param name="claims">JSON of the claims that differ from those of a good token of 张三; null takes one away.</param>
    public string Sign(string claims = "{}") => Key.Sign(Claims(claims));

    /// <summary>The claims of <see cref="Sign"/>.</summary>
    public string Claims(string claims = "{}")
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var all = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Address, ["aud"] = Audience, ["sub"] = "zhang", ["name"] = "张三", ["roles"] = new[] { "finance" },
            ["organization"] = "*", ["iat"] = now, ["exp"] = now + 300,
        };
        foreach (var claim in JsonDocument.Parse(claims).RootElement.EnumerateObject())
        {
            all[claim.Name] = claim.Value;
        }

        return JsonSerializer.Serialize(all.Where(each => each.Value is not null and not JsonElement { ValueKind: JsonValueKind.Null })
            .ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal));
    }

    /// <summary>Stops it as a power cut would.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
    }
}

/// <summary>A pair of keys that signs tokens.</summary>
internal sealed class SigningKey(string id)
{
    private readonly RSA _pair = RSA.Create(2048);

    /// <summary>A signed token.</summary>
    /// <param name="claims">JSON.</param>
    /// <param name="header">JSON; of RS256 with this key unless stated.</param>
    public string Sign(string claims, string? header = null)
    {
        var text = $"{Encoded(header ?? $$"""{"alg":"RS256","typ":"JWT","kid":"{{id}}"}""")}.{Encoded(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_pair.SignData(
            Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A text as tokens hold it.</summary>
    public static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>The public key in PEM: what a careless reader would take for a shared secret.</summary>
    public string Pem => _pair.ExportSubjectPublicKeyInfoPem();

    /// <summary>The whole of it as a JSON Web Key, for the issuer.</summary>
    public Dictionary<string, string> Whole()
    {
        var numbers = _pair.ExportParameters(includePrivateParameters: true);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = id, ["n"] = Of(numbers.Modulus), ["e"] = Of(numbers.Exponent),
            ["d"] = Of(numbers.D), ["p"] = Of(numbers.P), ["q"] = Of(numbers.Q),
            ["dp"] = Of(numbers.DP), ["dq"] = Of(numbers.DQ), ["qi"] = Of(numbers.InverseQ),
        };
    }

    private static string Of(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
