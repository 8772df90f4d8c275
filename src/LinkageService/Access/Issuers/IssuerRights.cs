using System.Security.Cryptography;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;
using LinkageService.Storage.Organizations;

namespace LinkageService.Access.Issuers;

/// <summary>What people and programs of the issuer may do here: the only place that gives them a role and an organisation.</summary>
internal sealed class IssuerRights
{
    private const string OrganizationSetting = "Auth:Organization";

    private readonly IssuerSettings _settings;
    private readonly Dictionary<string, Role> _roles;

    /// <summary>Reads the mapping of roles.</summary>
    /// <exception cref="BadSettingException">A value stands for a role that there is not.</exception>
    public IssuerRights(IssuerSettings settings) => (_settings, _roles) = (settings, settings.Roles.ToDictionary(
        each => each.Key,
        each => Role.Find(each.Value) ?? throw new BadSettingException(
            $"Auth:Roles:{each.Key}", each.Value, string.Join(" 或 ", Role.All.Select(role => role.Name)),
            string.Join(" or ", Role.All.Select(role => role.Name))),
        StringComparer.Ordinal));

    /// <summary>The caller. Their name is followed by who they are at the issuer, which nobody else is.</summary>
    /// <exception cref="RefusedException">
    /// <c>token_without_rights</c>: no role or no organisation, more than one, or an organisation that there is not.
    /// </exception>
    public async Task<Caller> CallerOfAsync(IssuerPerson person, Database database, CancellationToken cancellation)
    {
        // A cookie may be older than the mapping.
        var roles = person.Roles.Where(_roles.ContainsKey).Select(value => _roles[value]).Distinct().ToArray();
        var (role, organization) = (RoleOf(roles), OrganizationOf(person));
        if (organization is not null && await database.ReadAsync(
            session => OrganizationStore.FindAsync(session, organization), cancellation) is null)
        {
            throw Unknown(organization);
        }

        return new Caller(Person.OfIssuer(person.Name, person.Subject), role, organization)
        {
            Credential = "issuer/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Subject)))[..16],
        };
    }

    /// <summary>The same; null where they have no rights.</summary>
    public async Task<Caller?> FindCallerAsync(IssuerPerson person, Database database, CancellationToken cancellation)
    {
        try
        {
            return await CallerOfAsync(person, database, cancellation);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private Role RoleOf(Role[] roles)
    {
        var claim = _settings.Claims.Role;
        return roles switch
        {
            [var role] => role,
            [] => throw Without(claim, $"令牌的 {claim} 里没有对应到本服务角色（Auth:Roles）的值",
                $"the claim {claim} of the token has no value that stands for a role here (Auth:Roles)"),
            _ => throw Without(claim, $"令牌的 {claim} 对应到几个角色：{string.Join("、", roles.Select(role => role.Name))}；一个人只能有一个",
                $"the claim {claim} of the token stands for several roles: {string.Join(", ", roles.Select(role => role.Name))}; "
                + "whoever calls has one"),
        };
    }

    private string? OrganizationOf(IssuerPerson person)
    {
        var claim = _settings.Claims.Organization;
        var id = _settings.Organization ?? person.Organizations switch
        {
            [{ Length: > 0 } one] => one,
            { Count: > 1 } => throw Without(claim, $"令牌的 {claim} 写了几个组织，只能有一个",
                $"the claim {claim} of the token names several organisations; whoever calls has one"),
            _ => throw Without(claim, $"令牌里没有 {claim}：要写组织编号，* 表示全部（或设 Auth:Organization）",
                $"the token has no claim {claim}: the id of an organisation, or * for all (or set Auth:Organization)"),
        };
        return id == IssuerSettings.Everywhere ? null : id;
    }

    // Limited to an organisation that there is not, they would see nothing and not know why.
    private RefusedException Unknown(string id)
    {
        var shown = NumberProblems.Shorten(id);
        return _settings.Organization is not null
            ? Without(OrganizationSetting, $"设置 {OrganizationSetting} 写的组织“{shown}”没有登记：先新建它，或改这个设置，* 表示全部",
                $"the setting {OrganizationSetting} names the organisation \"{shown}\", which there is not: make it first, or change the "
                + "setting, * for all")
            : Without(_settings.Claims.Organization,
                $"令牌的 {_settings.Claims.Organization} 写的组织“{shown}”没有登记：要写本服务的组织编号，* 表示全部",
                $"the claim {_settings.Claims.Organization} of the token names the organisation \"{shown}\", which there is not: the id of "
                + "an organisation here, or * for all");
    }

    private static RefusedException Without(string claim, string zh, string en) =>
        new(Failure.Of(ProblemCodes.TokenWithoutRights, zh, en, claim));
}
