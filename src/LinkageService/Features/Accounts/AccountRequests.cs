using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Access;

namespace LinkageService.Features.Accounts;

/// <summary>Which accounts are wanted.</summary>
/// <param name="Page">Which part of them.</param>
internal sealed record ListAccountsRequest(PageRequest Page) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ListAccountsValidator : AbstractValidator<ListAccountsRequest>
{
    public ListAccountsValidator() => RuleFor(request => request.Page).IsPage();
}

/// <summary>An account to be made.</summary>
/// <param name="Name">Whose; they sign in with it, and it is the name in the audit log.</param>
/// <param name="Role">One of <see cref="Access.Role.All"/>.</param>
/// <param name="Organization">The organisation it is limited to, with those below it; null for all that the caller sees.</param>
internal sealed record CreateAccountRequest(string? Name, string? Role, string? Organization) : CheckedRequest
{
    /// <summary>Whose, without spaces at its ends.</summary>
    public string? Name { get; } = TextRules.Trim(Name);
}

/// <summary>The shape of it.</summary>
internal sealed class CreateAccountValidator : AbstractValidator<CreateAccountRequest>
{
    private const int MaxName = 64;

    public CreateAccountValidator()
    {
        RuleFor(request => request.Name).IsText("name", MaxName, isRequired: true, hasLines: false);
        RuleFor(request => request.Role).IsThere("role");
        RuleFor(request => request.Role).IsOneOf("role", AccountRules.Roles);
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
    }
}

/// <summary>All that may be changed of an account.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Organization">The organisation it is limited to, with those below it; null for all that the caller sees.</param>
/// <param name="State">active or disabled; active unless stated.</param>
/// <param name="IfMatch">Only when it still is as the caller read it; null without asking.</param>
internal sealed record ChangeAccountRequest(string Account, string? Role, string? Organization, string? State, string? IfMatch)
    : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccountRequest>
{
    public ChangeAccountValidator()
    {
        RuleFor(request => request.Role).IsThere("role");
        RuleFor(request => request.Role).IsOneOf("role", AccountRules.Roles);
        RuleFor(request => request.Organization).IsText("organization", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.State).IsOneOf("state", AccountStates.All);
    }
}

/// <summary>What requests about accounts have in common.</summary>
internal static class AccountRules
{
    /// <summary>The roles there are.</summary>
    public static IReadOnlyList<string> Roles { get; } = [.. Role.All.Select(role => role.Name)];

    /// <summary>There is none, or it is not the caller's.</summary>
    public static RefusedException Unknown(string id) => new(Failure.Of(ProblemCodes.UnknownUserAccount,
        $"没有账号“{NumberProblems.Shorten(id)}”", $"there is no account \"{NumberProblems.Shorten(id)}\"", "account"));

    /// <summary>Another account has the name, or it has nothing that can be seen.</summary>
    public static RefusedException NameTaken() => new(Failure.Of(ProblemCodes.InvalidValue,
        "已有这个姓名的账号；同名的两个人，在姓名后加上组别或职务", "an account has this name already; where two people have one name, add their group or "
        + "post to it", "name"));

    /// <summary>Nobody changes what they may do themselves, nor shuts themselves out.</summary>
    public static RefusedException Own() => new(Failure.Of(ProblemCodes.Forbidden,
        "自己的账号要由另一位管理员修改或停用；改密码用“修改密码”",
        "another administrator changes or disables your own account; your password is changed on the page Password", "account"));
}
