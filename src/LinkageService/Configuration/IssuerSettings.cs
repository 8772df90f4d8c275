namespace LinkageService.Configuration;

/// <summary>Who says who people and programs are, and what that means here: section <c>Auth</c> with <c>Auth:Mode=Jwt</c>.</summary>
/// <param name="Issuer">The issuer of OpenID Connect, whose discovery document stands below it.</param>
/// <param name="Audience">What tokens of calls are made for.</param>
/// <param name="Claims">Which claims are read.</param>
/// <param name="Roles">The role that a value of the role's claim gives.</param>
internal sealed record IssuerSettings(
    Uri Issuer, string Audience, IssuerClaimNames Claims, IReadOnlyDictionary<string, string> Roles)
{
    /// <summary>The value of <c>Auth:Organization</c>, or of the claim, that stands for all organisations.</summary>
    public const string Everywhere = "*";

    private const string Section = "Auth";
    private const string IssuerTakesZh = "OpenID Connect 登录服务的 https:// 地址，因为 Auth:Mode 是 Jwt；http:// 只限本机";
    private const string IssuerTakes =
        "the https:// address of an OpenID Connect issuer, because Auth:Mode is Jwt; http:// on this machine only";

    /// <summary>The settings of this section that go with <c>Auth:Mode=Jwt</c> only.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Issuer", "Audience", "ClientId", "ClientSecret", "ClientSecretFile", "Scopes", "Claims", "Roles", "Organization", "SessionMinutes",
        "RecheckSeconds",
    ];

    /// <summary>The console at the issuer; null where people do not sign in to the console by it.</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of the client; null for a public one, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the console asks for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The organisation of everybody, instead of a claim: an id, or <see cref="Everywhere"/>; null for the claim.</summary>
    public string? Organization { get; init; }

    /// <summary>The longest that a session of the console lasts.</summary>
    public required TimeSpan SessionLength { get; init; }

    /// <summary>How long what the issuer said of somebody in the console is taken before it is asked again.</summary>
    public required TimeSpan Recheck { get; init; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="BadSettingException">A value cannot be used, or one is missing.</exception>
    public static IssuerSettings Read(IConfiguration configuration)
    {
        Settings.RefuseUnknown(configuration.GetSection("Auth:Claims"), ["User", "Name", "Role", "Organization"]);
        return new IssuerSettings(
            ReadIssuer(configuration), Required(configuration, "Audience", "the audience that tokens of calls are made for"),
            new IssuerClaimNames(
                Text(configuration, "Claims:User") ?? "sub", Text(configuration, "Claims:Name") ?? "name",
                Text(configuration, "Claims:Role") ?? "roles", Text(configuration, "Claims:Organization") ?? "organization"),
            ReadRoles(configuration))
        {
            ClientId = Text(configuration, "ClientId"),
            ClientSecret = ReadSecret(configuration),
            Scopes = (Text(configuration, "Scopes") ?? "openid profile").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Organization = Text(configuration, "Organization"),
            SessionLength = TimeSpan.FromMinutes(Settings.Number(configuration, "Auth:SessionMinutes", 720, 5, 1440)),
            Recheck = TimeSpan.FromSeconds(Settings.Number(configuration, "Auth:RecheckSeconds", 300, 1, 3600)),
        };
    }

    private static Uri ReadIssuer(IConfiguration configuration)
    {
        var text = Text(configuration, "Issuer");
        return Uri.TryCreate(text, UriKind.Absolute, out var issuer) && issuer is { Query: "", Fragment: "", UserInfo: "" }
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            ? issuer
            : throw new BadSettingException("Auth:Issuer", text, IssuerTakesZh, IssuerTakes);
    }

    // A value may hold colons, which configuration takes for levels.
    private static Dictionary<string, string> ReadRoles(IConfiguration configuration)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (value, role) in configuration.GetSection("Auth:Roles").AsEnumerable(makePathsRelative: true))
        {
            if (role is not null)
            {
                map[value] = role;
            }
        }

        return map.Count > 0
            ? map
            : throw new BadSettingException("Auth:Roles", got: null, "角色声明里的值，如 Auth:Roles:finance=preparer",
                "values of the role's claim, such as Auth:Roles:finance=preparer");
    }

    private static string? ReadSecret(IConfiguration configuration)
    {
        if (Text(configuration, "ClientSecretFile") is not { } file)
        {
            return Text(configuration, "ClientSecret");
        }

        if (Text(configuration, "ClientSecret") is not null)
        {
            throw new BadSettingException(
                "Auth:ClientSecretFile", file, "不写，因为已写了 Auth:ClientSecret", "nothing where Auth:ClientSecret is set");
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException("Auth:ClientSecretFile", file, "写着客户端密钥的文件：" + exception.Message,
                "a file with the secret of the client: " + exception.Message);
        }
    }

    private static string Required(IConfiguration configuration, string name, string takes) => Text(configuration, name)
        ?? throw new BadSettingException($"{Section}:{name}", got: null, "必须填写，因为 Auth:Mode 是 Jwt", takes + ", because Auth:Mode is Jwt");

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[$"{Section}:{name}"] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}

/// <summary>Names of claims; dots lead into objects, such as <c>realm_access.roles</c>.</summary>
/// <param name="User">Who it is, the same for ever.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Role">What they are; see <c>Auth:Roles</c>.</param>
/// <param name="Organization">The id of the organisation they are limited to.</param>
internal sealed record IssuerClaimNames(string User, string Name, string Role, string Organization);
