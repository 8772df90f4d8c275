using System.Security.Cryptography;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Access;

namespace LinkageService.Access.Issuers;

/// <summary>What people and programs of the issuer may do here: the only place that gives them a role and an organisation.</summary>
internal sealed class IssuerRights
{
    private readonly IssuerSettings _settings;
    private readonly Dictionary<string, Role> _roles;

    /// <summary>Reads the mapping of roles.</summary>
    /// <exception cref="BadSettingException">A value stands for a role that there is not.</exception>
    public IssuerRights(IssuerSettings settings) => (_settings, _roles) = (settings, settings.Roles.ToDictionary(
        each => each.Key,
        each => Role.Find(each.Value) ?? throw new BadSettingException(
            $"Auth:Roles:{each.Key}", each.Value, string.Join(" or ", Role.All.Select(role => role.Name))),
        StringComparer.Ordinal));

    /// <summary>The caller. Their name is followed by who they are at the issuer, which nobody else is.</summary>
    /// <exception cref="RefusedException"><c>token_without_rights</c>: no role or no organisation, or more than one.</exception>
    public Caller CallerOf(IssuerPerson person)
    {
        // A cookie may be older than the mapping.
        var roles = person.Roles.Where(_roles.ContainsKey).Select(value => _roles[value]).Distinct().ToArray();
        return new Caller(Person.OfIssuer(person.Name, person.Subject), RoleOf(roles), OrganizationOf(person))
        {
            Credential = "issuer/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Subject)))[..16],
        };
    }

    /// <summary>The same; null where they have no rights.</summary>
    public Caller? FindCaller(IssuerPerson person)
    {
        try
        {
            return CallerOf(person);
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

    private static RefusedException Without(string claim, string zh, string en) =>
        new(Failure.Of(ProblemCodes.TokenWithoutRights, zh, en, claim));
}
