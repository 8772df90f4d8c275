using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using LinkageService.Http;

namespace LinkageService.Features.Corrections;

/// <summary>The REST side of what comes after a run: correcting, comparing and verifying it, and all years of one household.</summary>
internal sealed class CorrectionEndpoints(RunInquiries runs, Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/runs/{run}:correct", CorrectAsync).WithName("CorrectRun")
            .WithMetadata(CorrectionDocumentation.Correct).Requires(Permission.PrepareRuns);
        routes.MapGet("/v1/runs/{run}/comparison", CompareAsync).WithName("CompareRuns")
            .WithMetadata(CorrectionDocumentation.Compare).Requires(Permission.ReadRuns);
        routes.MapPost("/v1/runs/{run}/comparison", CompareOtherTermsAsync).WithName("CompareOtherTerms")
            .WithMetadata(CorrectionDocumentation.CompareOtherTerms).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/verification", VerifyAsync).WithName("VerifyRun")
            .WithMetadata(CorrectionDocumentation.Verify).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/organizations/{org}/households/{household}/statements", YearsAsync).WithName("ListHouseholdStatements")
            .WithMetadata(CorrectionDocumentation.HouseholdStatements).Requires(Permission.ReadRuns);
    }

    private async Task CorrectAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var key = RequestHeaders.One(http.Request, IdempotencyHeaders.Key);
        var request = CorrectionBodies.ReadCorrect(body.Bytes, run, EntityTag.IfMatch(http.Request), key);
        var made = await runs.Correct.HandleAsync(Caller.Of(http), request, cancellation);
        if (request.Preview)
        {
            await JsonResponse.WriteAsync(
                http, RunContract.Of(made, isPreview: true), RunContracts.Default.RunContract, cancellation);
            return;
        }

        if (made.IsReplayed)
        {
            http.Response.Headers[IdempotencyHeaders.Replayed] = "true";
        }

        http.Response.Headers.Location = "/v1/runs/" + made.Run.Row.Id;
        http.Response.Headers.ETag = EntityTag.Of(made.Run.Row.Revision);
        await JsonResponse.WriteAsync(
            http, RunContract.Of(made, isPreview: false), RunContracts.Default.RunContract, cancellation, StatusCodes.Status201Created);
    }

    private async Task CompareAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "with", "cursor", "limit");
        var request = new CompareRunsRequest(run, query.Text("with"), query.Page()) { FormProblems = query.Problems };
        var compared = await runs.Compare.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, ComparisonContract.Of(compared, request.Page), RunContracts.Default.ComparisonContract, cancellation);
    }

    private async Task CompareOtherTermsAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = query.Page();
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = CompareTermsRequest.Of(run, CorrectionBodies.ReadCompare(body.Bytes), page);
        var compared = await runs.Compare.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, ComparisonContract.Of(compared, page), RunContracts.Default.ComparisonContract, cancellation);
    }

    private async Task VerifyAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var verification = await runs.Verify.HandleAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(
            http, VerificationContract.Of(verification), RunContracts.Default.VerificationContract, cancellation);
    }

    private async Task YearsAsync(HttpContext http, string org, string household, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var request = new ListHouseholdStatementsRequest(org, household, query.Page()) { FormProblems = query.Problems };
        var page = await runs.HouseholdStatements.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdStatementsContract.Of(household, page), RunContracts.Default.HouseholdStatementsContract, cancellation);
    }
}

/// <summary>What can be asked of runs after they were made.</summary>
/// <param name="Correct">Corrects a paid one.</param>
/// <param name="Compare">Compares two.</param>
/// <param name="Verify">Computes one once more.</param>
/// <param name="HouseholdStatements">All years of a household.</param>
/// <param name="Balances">What corrections left.</param>
/// <param name="CloseBalance">Closes some of that.</param>
/// <param name="CreateSettlement">Pays some of that by a run.</param>
/// <param name="Exceptions">What is unusual in a run.</param>
/// <param name="Blockers">What stands in the way of its next act.</param>
/// <param name="Law">Legal checks and headroom.</param>
/// <param name="Proofs">Finds proofs of households.</param>
internal sealed record RunInquiries(
    CorrectRun Correct, CompareRuns Compare, VerifyRunForCaller Verify, ListHouseholdStatements HouseholdStatements, OpenBalances Balances,
    CloseBalance CloseBalance, CreateSettlement CreateSettlement, FindExceptions Exceptions, FindBlockers Blockers,
    CheckRunLaw Law, FindProofs Proofs);
