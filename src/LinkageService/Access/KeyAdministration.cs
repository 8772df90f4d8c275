using FluentValidation;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;

namespace LinkageService.Access;

/// <summary>A key to be made.</summary>
/// <param name="Name">Whose it is, by the name of their account where they have one; no other valid key has the name, because approvals
/// tell people apart by it.</param>
/// <param name="Role">One of <see cref="Access.Role.All"/>.</param>
/// <param name="Organization">The organisation it is limited to; null for all.</param>
/// <param name="Expires">From when on it is refused; null for never.</param>
internal sealed record CreateKeyRequest(string Name, string Role, string? Organization, DateTimeOffset? Expires) : CheckedRequest
{
    /// <summary>Who uses it, without spaces at the ends.</summary>
    public string Name { get; } = Name.Trim();
}

/// <summary>The shape of it; fields as the command line names them.</summary>
internal sealed class CreateKeyValidator : AbstractValidator<CreateKeyRequest>
{
    private const int MaxName = 64;

    public CreateKeyValidator()
    {
        RuleFor(request => request.Name).Must(name => TextRules.IsSeen(name) && TextRules.IsPlain(name, MaxName, hasLines: false))
            .As(ProblemCodes.InvalidValue, "--name", $"名称有 1 到 {MaxName} 个字", $"a name has 1 to {MaxName} characters");
        var roles = string.Join(", ", Access.Role.All.Select(role => role.Name));
        RuleFor(request => request.Role).IsOneOf("--role", [.. Access.Role.All.Select(role => role.Name)],
            _ => new LocalizedText($"角色应为 {roles} 之一", $"a role is one of {roles}"));
    }
}

/// <summary>Makes, replaces and revokes keys; each time with an entry in the audit log, which never holds a key.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="actor">Who does it.</param>
internal sealed class KeyAdministration(Database database, TimeProvider time, string actor)
{
    private readonly CreateKeyValidator _validator = new();

    /// <summary>Makes a key.</summary>
    /// <param name="request">Whose, and what it may do.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    /// <returns>The row and the key, which cannot be shown again.</returns>
    /// <exception cref="RefusedException">The name is taken, or role or organisation are unknown.</exception>
    public async Task<(ApiKeyRow Row, string Key)> CreateAsync(CreateKeyRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (name, organization, expires) = (request.Name, request.Organization, request.Expires);
        if (expires <= time.GetUtcNow())
        {
            throw Invalid("--expires", "到期时间已过", "it would be expired already");
        }

        var (id, key, hash) = ApiKeyText.Create();
        var row = await WriteAsync(async session =>
        {
            var now = Moment.Of(session.Change.At);
            if ((await ApiKeyStore.ListAsync(session)).Any(other =>
                other.IsValid(now) && Person.IsSame(other.Name, name)))
            {
                throw Invalid("--name", "已有同名的有效密钥；换发用 keys rotate",
                    "a valid key has this name already; keys rotate replaces it");
            }

            if (organization is not null && await OrganizationStore.FindAsync(session, organization) is null)
            {
                throw OrganizationScope.Unknown(organization, "--organization");
            }

            var made = new ApiKeyRow(id, name, request.Role, organization, hash, now, expires is { } end ? Moment.Of(end) : null, null);
            await SaveAsync(session, "key.create", before: null, made);
            return made;
        }, cancellation);
        return (row, key);
    }

    /// <summary>Every key.</summary>
    public Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellation) =>
        database.ReadAsync(ApiKeyStore.ListAsync, cancellation);

    /// <summary>Makes a new key in place of one, with its name, role, organisation and expiry; the old one ends after an overlap.</summary>
    /// <exception cref="RefusedException">There is no such valid key.</exception>
    public async Task<(ApiKeyRow Row, string Key)> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellation)
    {
        var (newId, key, hash) = ApiKeyText.Create();
        var row = await WriteAsync(async session =>
        {
            var old = await RequireValidAsync(session, id);
            var now = Moment.Of(session.Change.At);
            var made = old with { Id = newId, SecretHash = hash, CreatedAt = now };
            await SaveAsync(session, "key.create", before: null, made);
            var end = Moment.Of(session.Change.At + overlap);
            await SaveAsync(session, "key.rotate", old, old with { ExpiresAt = Math.Min(old.ExpiresAt ?? long.MaxValue, end) });
            return made;
        }, cancellation);
        return (row, key);
    }

    /// <summary>Ends a key at once.</summary>
    /// <exception cref="RefusedException">There is no such valid key.</exception>
    public Task<ApiKeyRow> RevokeAsync(string id, CancellationToken cancellation) => WriteAsync(async session =>
    {
        var old = await RequireValidAsync(session, id);
        var ended = old with { RevokedAt = Moment.Of(session.Change.At) };
        await SaveAsync(session, "key.revoke", old, ended);
        return ended;
    }, cancellation);

    private Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write, CancellationToken cancellation) =>
        database.WriteAsync(new Change(actor, time.GetUtcNow()), write, cancellation);

    private static async Task<ApiKeyRow> RequireValidAsync(WriteSession session, string id)
    {
        var row = await ApiKeyStore.HoldAsync(session, id);
        return row is not null && row.IsValid(Moment.Of(session.Change.At))
            ? row
            : throw Invalid("id", "没有这个编号的有效密钥；keys list 列出全部", "there is no valid key of this id; keys list shows all");
    }

    private static async Task SaveAsync(WriteSession session, string action, ApiKeyRow? before, ApiKeyRow after)
    {
        await ApiKeyStore.SaveAsync(session, after);
        session.Audit(new AuditDraft(action, "key/" + after.Id, after.OrganizationId)
        {
            Before = before?.Digest(),
            After = after.Digest(),
            Details = JsonDetails.Of(("role", after.Role), ("expires", after.ExpiresAt is { } end ? Dates.MomentText(end) : null)),
        });
    }

    private static RefusedException Invalid(string field, string zh, string en) =>
        new(Failure.Of(ProblemCodes.InvalidValue, zh, en, field));
}
