using LinkageService.Access;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Statements;

/// <summary>The REST side of proofs.</summary>
internal sealed class ProofEndpoints(FindProofs proofs)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/runs/{run}/proofs/{household}", OneAsync).WithName("GetRunProof")
            .WithMetadata(ProofDocumentation.One).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/proofs:list", ListAsync).WithName("ListRunProofs")
            .WithMetadata(ProofDocumentation.List).Requires(Permission.ReadRuns);
    }

    private async Task OneAsync(HttpContext http, string run, string household, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await proofs.OneAsync(Caller.Of(http), run, household, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdProofContract.Of(found), ProofContracts.Default.HouseholdProofContract, cancellation);
    }

    private async Task ListAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = query.Page();
        query.Check();
        var found = await proofs.ListAsync(Caller.Of(http), run, page, cancellation);
        await JsonResponse.WriteAsync(http, ProofListContract.Of(found), ProofContracts.Default.ProofListContract, cancellation);
    }
}

/// <summary>What the OpenAPI document says of proofs.</summary>
internal static class ProofDocumentation
{
    public static EndpointDocumentation One { get; } = new(
        "一户的存证 | The proof of a household",
        """
        证明公布的根（root）里有这一户，金额正好是这么多，只算了一次：路径（path）各节点的户数和金额逐级相加，得到公布的合计。只凭它看不出有没有多出来的户，
        要对照全部名单（proofs:list）和银行回单。提交时生成，提交以前没有（no_proof）；做法见 docs/proofs.md。
        That the published root contains this household with just this amount, once: the counts and sums of the nodes of path add up to
        the published totals. It cannot show that nobody was added; the full list (proofs:list) and the bank's result do. Proofs are made
        when a run is submitted, none before (no_proof); docs/proofs.md has the construction.
        """)
    {
        Response = typeof(HouseholdProofContract),
        Failures = [400, 401, 403, 404, 409, 422, 503],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["run"] = RunDocumentation.ExampleRun, ["household"] = "0001",
        },
    };

    public static EndpointDocumentation List { get; } = new(
        "存证的全部名单 | The full list of proofs",
        """
        全部农户，按树里的顺序：从头算一遍，得到公布的根，就说明没有别的户，合计就是总数。各页连起来才是全部。
        All households in the order of the tree: hashed again they give the published root, so nobody else is in it and the total is the
        sum. It takes all pages.
        """)
    {
        Response = typeof(ProofListContract),
        Failures = [400, 401, 403, 404, 409, 422, 503],
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun },
    };
}
