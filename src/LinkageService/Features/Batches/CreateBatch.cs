using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Batches;

/// <summary>A batch that was made, now or by an earlier request with the same key.</summary>
/// <param name="Progress">It.</param>
/// <param name="IsReplayed">Whether an earlier request made it.</param>
internal sealed record CreatedBatch(BatchProgress Progress, bool IsReplayed);

/// <summary>Makes a batch: says which organisations, and stores it with its figures in one change. Its runs follow.</summary>
internal sealed class CreateBatch(
    Database database, FindBatches find, BatchJobs jobs, CalculateDistribution calculate, Settings settings, TimeProvider time)
{
    private readonly CreateBatchValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be made so.</exception>
    public async Task<CreatedBatch> HandleAsync(Caller caller, CreateBatchRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        RequireSchemes(request);
        var members = await database.SnapshotAsync(session => MembersAsync(session, caller, request), cancellation);
        var now = Moment.Of(time.GetUtcNow());
        var scope = request.Parent ?? caller.Organization;
        var own = members.ConvertAll(member => member.Own.Text());
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Of(
            new BatchAsked(scope, request.Year!.Value, request.IsDryRun, request.Terms, members.ConvertAll(member => member.Id!), own),
            BatchJson.Default.BatchAsked)));
        var row = new BatchRow(
            Guid.CreateVersion7().ToString("N"), scope, request.Year.Value, request.IsDryRun ? 1 : 0, request.Terms.Text(), digest,
            members.Count, settings.BatchChunk, BatchStates.Running, Done: 0, Households: 0, AmountFen: 0, Revision: 1, caller.Name, now,
            now);
        var entries = members.Select((member, place) => new BatchEntryRow(
            row.Id, place, member.Id!, own[place], caller.Name, Attempt: 1, BatchEntryStates.Waiting, Code: "", Outcome: "",
            Households: 0, AmountFen: 0, now)).ToArray();
        var key = new IdempotencyRow("batches/" + caller.Organization, request.IdempotencyKey!, digest, row.Id, now);
        var (stored, isReplayed) = await StoreAsync(caller, key, row, entries, cancellation);

        // It is stored: whoever asked may be gone meanwhile, and the service that stored it before it came to this.
        var progress = await find.GetAsync(caller, stored.Id, CancellationToken.None);
        if (progress.Row.State == BatchStates.Running)
        {
            await jobs.ScheduleAsync(progress.Row, isOnlyMissing: isReplayed, CancellationToken.None);
        }

        return new CreatedBatch(progress, isReplayed);
    }

    private async Task<(BatchRow Row, bool IsReplayed)> StoreAsync(
        Caller caller, IdempotencyRow key, BatchRow row, BatchEntryRow[] entries, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(new Change(caller.Name, Moment.ToTime(row.CreatedAt)), async session =>
            {
                if (await RunStore.ClaimAsync(session, key) is { } earlier)
                {
                    throw new KeyTakenException(earlier);
                }

                var details = JsonDetails.Of(
                    ("year", row.Year), ("organizations", row.Organizations), ("dryRun", row.IsDryRun ? "true" : null));
                await BatchStore.AddAsync(session, row, entries, details);
                return true;
            }, cancellation);
            return (row, false);
        }
        catch (KeyTakenException taken)
        {
            return (await database.ReadAsync(session => EarlierAsync(session, taken.Earlier, key.RequestDigest), cancellation), true);
        }
    }

    private static async Task<BatchRow> EarlierAsync(Session session, IdempotencyRow earlier, byte[] digest) =>
        !CryptographicOperations.FixedTimeEquals(earlier.RequestDigest, digest)
            ? throw new RefusedException(Failure.Of(ProblemCodes.IdempotencyKeyReused,
                "这个 Idempotency-Key 已用于另一个请求；新的批次换一个键",
                "this Idempotency-Key was used for another request; take a new one for a new batch", "Idempotency-Key"))
            : await BatchStore.FindAsync(session, earlier.RunId)
                ?? throw new InvalidOperationException($"The batch {earlier.RunId} of a claimed key is missing.");

    // A scheme that is not there would fail with each organisation, and so would a figure that cannot be read.
    private void RequireSchemes(CreateBatchRequest request)
    {
        var (problems, schemes) = (new List<Problem>(), new Dictionary<string, Scheme?>(StringComparer.Ordinal));
        foreach (var name in request.Organizations.Select(member => member.Scheme).Prepend(request.Scheme).OfType<string>()
            .Distinct(StringComparer.Ordinal))
        {
            schemes[name] = calculate.FindScheme(new CalculateDistributionRequest { Scheme = name }, request.Year, problems);
        }

        if (request.Scheme is { } ofAll && schemes[ofAll] is { } scheme)
        {
            problems.AddRange(Unreadable(scheme, request.Year!.Value, request.Parameters, request.Inputs));
        }

        for (var at = 0; at < request.Organizations.Count; at++)
        {
            var member = request.Organizations[at];
            if ((member.Scheme ?? request.Scheme) is { } own && schemes[own] is { } of)
            {
                problems.AddRange(Unreadable(of, request.Year!.Value, member.Parameters, member.Inputs)
                    .Select(problem => problem with { Field = $"organizations[{at}].{problem.Field}" }));
            }
        }

        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    // What is missing here an organisation may have of its own, or of last year.
    private static IEnumerable<Problem> Unreadable(
        Scheme scheme, int year, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> inputs)
    {
        var problems = new List<Problem>();
        _ = RunTerms.Bind(scheme, year, parameters, inputs, problems);
        return problems.Where(problem => problem.Code != ProblemCodes.MissingInput && problem.Code != ProblemCodes.MissingParameter
            && problem.Code != ProblemCodes.UnknownInput && problem.Code != ProblemCodes.UnknownParameter
            && problem.Code != ProblemCodes.SchemeNotEffective);
    }

    private static async Task<List<BatchMember>> MembersAsync(Session session, Caller caller, CreateBatchRequest request)
    {
        if (request.Organizations.Count > 0)
        {
            return await ListedAsync(session, caller, request.Organizations);
        }

        if (request.Parent is { } parent)
        {
            await OrganizationScope.RequireAsync(session, caller, parent, "parent");
        }

        var found = await BatchStore.SelectAsync(
            session, request.Parent ?? caller.Organization, request.Region ?? "", CreateBatchValidator.MaxOrganizations + 1);
        var field = request.Region is not null ? "region" : request.Parent is not null ? "parent" : "all";
        if (found.Count == 0)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.UnknownOrganization,
                "这个范围里没有组织", "there is no organisation in this range", field));
        }

        if (found.Count > CreateBatchValidator.MaxOrganizations)
        {
            var words = CreateBatchValidator.TooMany(found.Count);
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue, words.Zh, words.En, field));
        }

        var nothing = new Dictionary<string, string>();
        return [.. found.Select(id => new BatchMember(id, Scheme: null, nothing, nothing))];
    }

    private static async Task<List<BatchMember>> ListedAsync(Session session, Caller caller, IReadOnlyList<BatchMember> members)
    {
        var seen = (await BatchStore.SeenAsync(session, caller.Organization, [.. members.Select(member => member.Id!)]))
            .ToHashSet(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < members.Count; at++)
        {
            var (id, field) = (members[at].Id!, string.Create(CultureInfo.InvariantCulture, $"organizations[{at}].id"));
            if (!seen.Contains(id))
            {
                problems.AddRange(OrganizationScope.Unknown(id, field).Failure.Problems);
            }
            else if (!named.Add(id))
            {
                problems.Add(new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(
                    $"组织“{id}”写了两次", $"the organisation \"{id}\" is listed twice")));
            }
        }

        return problems.Count == 0 ? [.. members] : throw new RefusedException(Failure.Of(problems));
    }

    /// <summary>Undoes the change when another request had the key first.</summary>
    private sealed class KeyTakenException(IdempotencyRow earlier) : Exception
    {
        public IdempotencyRow Earlier => earlier;
    }
}
