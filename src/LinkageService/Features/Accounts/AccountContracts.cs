using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Access;

namespace LinkageService.Features.Accounts;

/// <summary>An account to be made.</summary>
/// <param name="Name">Whose; they sign in with it, and it is the name in the audit log.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Organization">Limited to this organisation and those below it; to all that the caller sees unless stated.</param>
[CheckedBy<CreateAccountValidator>]
internal sealed record UserAccountRequestContract(string Name, string Role, string? Organization);

/// <summary>All that may be changed of an account.</summary>
/// <param name="Role">What it may do.</param>
/// <param name="Organization">Limited to this organisation and those below it; to all that the caller sees unless stated.</param>
/// <param name="State">active or disabled; active unless stated.</param>
[CheckedBy<ChangeAccountValidator>]
internal sealed record UserAccountChangeContract(string Role, string? Organization, string? State);

/// <summary>Accounts of people.</summary>
/// <param name="Accounts">The oldest first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record UserAccountPageContract(
    IReadOnlyList<UserAccountContract> Accounts, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static UserAccountPageContract Of(Page<ManagedAccount> page) =>
        new([.. page.Items.Select(UserAccountContract.Of)], page.NextCursor);
}

/// <summary>Somebody who signs in to the console with a name and a password.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Name">Whose; the name in the audit log.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Organization">Limited to this organisation and those below it; left out for all.</param>
/// <param name="State">active, or disabled.</param>
/// <param name="PasswordUntil">When the password that somebody else gave ends; left out for one's own.</param>
/// <param name="LockedUntil">When another password is looked at, after too many wrong ones; left out when it is not locked.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="Etag">For <c>If-Match</c>, to change it only as it stands here.</param>
/// <param name="Password">For signing in once; only in the answer that gives it.</param>
internal sealed record UserAccountContract(
    string Id, string Name, string Role, string? Organization, string State, string? PasswordUntil, string? LockedUntil, string CreatedBy,
    string CreatedAt, string UpdatedAt, string Etag, string? Password)
{
    /// <summary>An account.</summary>
    public static UserAccountContract Of(ManagedAccount account)
    {
        var row = account.Row;
        return new UserAccountContract(
            row.Id, row.Name, row.Role, row.OrganizationId, row.State,
            row.PasswordUntil is { } until ? Dates.MomentText(until) : null,
            account.LockedUntil is { } locked ? Dates.MomentText(locked) : null,
            row.CreatedBy, Dates.MomentText(row.CreatedAt), Dates.MomentText(row.UpdatedAt), EntityTag.Of(row.Revision), account.Password);
    }
}

/// <summary>How accounts are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserAccountPageContract))]
[JsonSerializable(typeof(UserAccountContract))]
internal sealed partial class AccountContracts : JsonSerializerContext;
