using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>A scheme that was sent to be kept.</summary>
/// <param name="Scheme">It.</param>
/// <param name="IsNew">False when the same document is kept already.</param>
internal sealed record CreatedScheme(Scheme Scheme, bool IsNew);

/// <summary>Keeps a scheme version of a user. A version never changes: the same document again is fine, another is not.</summary>
internal sealed class CreateScheme(SchemeLibrary library, ValidateScheme validate, Database database, TimeProvider time)
{
    /// <exception cref="RefusedException">The document cannot be run, its version is taken, or the caller may not.</exception>
    public async Task<CreatedScheme> HandleAsync(Caller caller, ReadOnlyMemory<byte> utf8, bool isJson, CancellationToken cancellation)
    {
        if (caller.Organization is not null)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                "方案由全部组织共用，限于一个组织的密钥不能新增",
                "schemes are shared by all organisations; a key limited to one cannot add any"));
        }

        var scheme = Compile(utf8.Span, isJson);
        if (Known(scheme) is { } known)
        {
            return known;
        }

        var document = SchemeDocumentText.Of(scheme);
        var row = await StoreAsync(caller, scheme, document, cancellation);
        if (row is not null && !string.Equals(row.Digest, scheme.Digest, StringComparison.Ordinal))
        {
            throw Taken(scheme);
        }

        library.Add([scheme]);
        return new CreatedScheme(scheme, IsNew: row is null);
    }

    private Scheme Compile(ReadOnlySpan<byte> utf8, bool isJson)
    {
        var compilation = validate.Handle(utf8, isJson);
        return compilation.Scheme
            ?? throw new RefusedException(Failure.Of(compilation.Problems.Where(problem => !problem.IsWarning).ToArray()));
    }

    private CreatedScheme? Known(Scheme scheme)
    {
        var version = library.Versions(scheme.Id).FirstOrDefault(known => known.Version == scheme.Version);
        if (version is not null && !string.Equals(version.Digest, scheme.Digest, StringComparison.Ordinal))
        {
            throw Taken(scheme);
        }

        return version is null ? null : new CreatedScheme(version, IsNew: false);
    }

    /// <summary>Stores it.</summary>
    /// <returns>Null when it was stored now; else the version that was there, stored by another service.</returns>
    private async Task<SchemeVersionRow?> StoreAsync(Caller caller, Scheme scheme, string document, CancellationToken cancellation)
    {
        try
        {
            var change = new Change(caller.Name, time.GetUtcNow());
            return await database.WriteAsync<SchemeVersionRow?>(change, async session =>
            {
                var row = new SchemeVersionRow(scheme.Id, scheme.Version, scheme.Digest, caller.Name, Moment.Of(change.At));
                if (!await SchemeStore.AddAsync(session, row))
                {
                    throw new AlreadyThereException(await SchemeStore.FindAsync(session, scheme.Id, scheme.Version));
                }

                await SchemeStore.KeepDocumentAsync(session, scheme.Digest, scheme.Id, scheme.Version, document);
                session.Audit(new AuditDraft("scheme.create", $"scheme/{scheme.Id}@{scheme.Version}", Organization: null)
                {
                    After = row.DigestWith(document),
                    Details = JsonDetails.Of(("title", scheme.Title.Zh), ("digest", scheme.Digest)),
                });
                return null;
            }, cancellation);
        }
        catch (AlreadyThereException there)
        {
            return there.Row;
        }
    }

    private static RefusedException Taken(Scheme scheme) => new(Failure.Of(ProblemCodes.SchemeVersionExists,
        $"方案 {scheme.Id} 的版本 {scheme.Version} 已有，内容不同；版本不可改，请用更高的版本号",
        $"version {scheme.Version} of scheme {scheme.Id} is there with another content; versions never change, take a higher number"));

    /// <summary>Undoes a change that another service was faster with.</summary>
    private sealed class AlreadyThereException(SchemeVersionRow? row) : Exception
    {
        public SchemeVersionRow? Row => row;
    }
}
