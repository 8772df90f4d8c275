using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Life;

/// <summary>The gRPC side of legal checks of calculations: <c>linkage.v1.LegalChecks</c>.</summary>
internal sealed class GrpcLegalChecks(CheckCalculation check, Limits limits) : Proto.LegalChecks.LegalChecksBase
{
    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override async Task<Proto.CheckCalculationResponse> CheckCalculation(
        Proto.CheckCalculationRequest request, ServerCallContext context)
    {
        var problems = new List<Problem>();
        var terms = ProtoRequests.Read(
            request.Header, new ProtoHouseholds(request.Households), explain: false, limits.MaxSchemeBytes);
        var held = await check.HandleAsync(Caller.Of(context.GetHttpContext()), new CheckCalculationRequest(terms)
        {
            Organization = MessageFields.Text(request.Organization), LegalForm = MessageFields.Text(request.LegalForm),
            Region = MessageFields.Text(request.Region), RecordDate = MessageFields.Text(request.RecordDate),
            Facts = [.. request.Facts.Select((fact, at) => Named(FactMessages.Read(fact, ""), at, problems))], FormProblems = problems,
        }, context.CancellationToken);
        return Message(held);
    }

    /// <summary>A fact of a list, its mistakes named by its place in it.</summary>
    public static PutFactRequest Named(PutFactRequest fact, int at, List<Problem> problems)
    {
        problems.AddRange(fact.FormProblems.Select(problem => Life.CheckCalculation.InFact(problem, at)));
        return fact with { FormProblems = [] };
    }

    private static Proto.CheckCalculationResponse Message(CheckedCalculation held)
    {
        var headroom = Headroom.Of(held.Checked);
        var response = new Proto.CheckCalculationResponse
        {
            Digest = held.Distribution.Digest,
            Headroom = new Proto.CalculationHeadroom
            {
                MembersFen = headroom.Members.Fen, LimitFen = headroom.Binding.Limit.Fen, LeftFen = headroom.Left.Fen,
                Binding = headroom.Binding.Check.Code,
            },
        };
        response.Packs.AddRange(LegalSummary.Of(held.Checked, held.Outcomes).Packs);
        response.Checks.AddRange(held.Outcomes.Select(ProtoLegalChecks.Of));
        response.Headroom.Limits.AddRange(ProtoLegalChecks.Limits(headroom));
        response.Headroom.Unknown.AddRange(ProtoLegalChecks.Undecided(headroom));
        return response;
    }
}

/// <summary>What came of legal checks, as messages.</summary>
internal static class ProtoLegalChecks
{
    /// <summary>What came of a check.</summary>
    public static Proto.LegalCheck Of(CheckOutcome outcome)
    {
        var message = new Proto.LegalCheck
        {
            Code = outcome.Check.Code,
            Status = CheckedWords.Of(outcome.Status),
            Severity = outcome.Severity == CheckSeverity.Block ? "block" : "warn",
            Title = ProtoText.Of(outcome.Check.Title),
            Message = ProtoText.Of(outcome.Message),
            Basis = outcome.Basis is { } basis ? ProtoText.Of(basis.Citation) : null,
            Confidence = outcome.Basis is { } rule ? CheckedWords.Of(rule.Confidence) : "",
        };
        message.Missing.AddRange(outcome.Missing.Select(fact => fact.Name));
        return message;
    }

    /// <summary>What each check allows.</summary>
    public static IEnumerable<Proto.HeadroomLimit> Limits(Headroom headroom) =>
        headroom.Limits.Select(limit => new Proto.HeadroomLimit { Check = limit.Check.Code, LimitFen = limit.Limit.Fen });

    /// <summary>Checks that may set a limit and lack a fact.</summary>
    public static IEnumerable<Proto.UndecidedCheck> Undecided(Headroom headroom) => headroom.Undecided.Select(outcome =>
        ProtoResults.Undecided(new UndecidedCheck(outcome.Check.Code, [.. outcome.Missing.Select(fact => fact.Name)])));
}
