using System.Text;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Http;
using Model = LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>The gRPC side of the scheme library: <c>linkage.v1.Schemes</c>.</summary>
internal sealed class GrpcSchemes(SchemeLibrary library, ValidateScheme validate, CreateScheme create, Limits limits)
    : Contracts.V1.Schemes.SchemesBase
{
    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override Task<ListSchemesResponse> ListSchemes(ListSchemesRequest request, ServerCallContext context)
    {
        var response = new ListSchemesResponse();
        response.Schemes.AddRange(library.Latest.Select(Summary));
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override Task<GetSchemeResponse> GetScheme(GetSchemeRequest request, ServerCallContext context)
    {
        var reference = new SchemeReference(request.Id, request.Version == 0 ? null : request.Version);
        var scheme = library.Find(reference, year: null, out var problem) ?? throw Failure.Of(problem!).ToRpcException();
        var response = new GetSchemeResponse
        {
            Summary = Summary(scheme),
            Reading = ProtoText.Of(scheme.Reading),
            DocumentJson = SchemeDocumentText.Of(scheme),
        };
        response.Versions.AddRange(library.Versions(scheme.Id).Select(version => version.Version));
        response.Parameters.AddRange(scheme.Parameters.Select(Parameter));
        response.Parameters.AddRange(scheme.Tiers.Select(Table));
        response.Inputs.AddRange(scheme.Inputs.Select(Input));
        response.Holdings.AddRange(scheme.Holdings.Select(Holding));
        response.Labels.AddRange(scheme.Labels.Select(label =>
            new Contracts.V1.SchemeLabel { Name = label.Name, Title = ProtoText.Of(label.Title) }));
        response.Steps.AddRange(scheme.Steps.Select(step => new SchemeStep
        {
            Id = step.Id,
            Kind = step.Kind,
            Title = ProtoText.Of(step.Title),
            Clause = step.Clause ?? "",
            Benefit = step.GivesLines ? step.Benefit : "",
        }));
        response.Requirements.AddRange(scheme.Requirements.Select(requirement => new SchemeRequirement
        {
            Formula = requirement.Formula,
            Comparison = requirement.Key,
            Bound = requirement.Bound,
            To = requirement.To ?? "",
            Title = ProtoText.Of(requirement.Title),
            Clause = requirement.Clause ?? "",
            Code = requirement.Code.Name,
        }));
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override Task<ValidateSchemeResponse> ValidateScheme(ValidateSchemeRequest request, ServerCallContext context)
    {
        var utf8 = Read(request.Document);
        var compilation = validate.Handle(utf8, SchemeFile.LooksLikeJson(request.Document));
        var response = new ValidateSchemeResponse { Valid = compilation.Scheme is not null };
        if (compilation.Scheme is { } scheme)
        {
            response.Scheme = Reference(scheme);
        }

        response.Problems.AddRange(compilation.Problems.Select(problem => new SchemeProblem
        {
            Code = problem.Code.Name,
            Severity = problem.IsWarning ? "warning" : "error",
            Field = problem.Field,
            Line = problem.Line,
            Column = problem.Column,
            Message = ProtoText.Of(problem.Message),
            Hint = problem.Hint is null ? null : ProtoText.Of(problem.Hint),
        }));
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteSchemes)]
    public override async Task<CreateSchemeResponse> CreateScheme(CreateSchemeRequest request, ServerCallContext context)
    {
        var created = await create.HandleAsync(Caller.Of(context.GetHttpContext()), Read(request.Document),
            SchemeFile.LooksLikeJson(request.Document), context.CancellationToken);
        return new CreateSchemeResponse { Scheme = Reference(created.Scheme), Created = created.IsNew };
    }

    private byte[] Read(string document)
    {
        var utf8 = Encoding.UTF8.GetBytes(document);
        return utf8.Length <= limits.MaxSchemeBytes
            ? utf8
            : throw RequestFailures.SchemeTooLarge(limits.MaxSchemeBytes).ToRpcException();
    }

    private static SchemeSummary Summary(Scheme scheme)
    {
        var summary = new SchemeSummary
        {
            Scheme = Reference(scheme),
            Title = ProtoText.Of(scheme.Title),
            Summary = ProtoText.Of(scheme.Summary),
            EffectiveFrom = scheme.EffectiveFrom ?? 0,
            EffectiveTo = scheme.EffectiveTo ?? 0,
        };
        summary.LegalForms.AddRange(scheme.LegalForms);
        return summary;
    }

    private static Contracts.V1.SchemeParameter Parameter(Model.SchemeParameter parameter) => new()
    {
        Name = parameter.Name,
        Type = parameter.Type.ToString().ToLowerInvariant(),
        Per = parameter.Per ?? "",
        Default = parameter.Default is { } value ? FigureText.Of(parameter, value) : "",
        Min = parameter.Min is { } min ? FigureText.Of(parameter, min) : "",
        Max = parameter.Max is { } max ? FigureText.Of(parameter, max) : "",
        Title = ProtoText.Of(parameter.Title),
    };

    private static Contracts.V1.SchemeParameter Table(Model.TierTable table)
    {
        var contract = TierTableContract.From(table);
        var tiers = new SchemeTiers
        {
            Of = contract.Of ?? "", Gives = contract.Gives, Mode = contract.Mode, Words = ProtoText.Of(table.Words),
        };
        tiers.Rows.AddRange(contract.Rows.Select(Tier));
        foreach (var later in contract.Later ?? [])
        {
            var year = new SchemeYearTiers { From = later.From };
            year.Rows.AddRange(later.Rows.Select(Tier));
            tiers.Later.Add(year);
        }

        return new Contracts.V1.SchemeParameter
        {
            Name = table.Name, Type = "tiers", Per = table.Gives.Per ?? "", Title = ProtoText.Of(table.Title), Tiers = tiers,
        };
    }

    private static SchemeTier Tier(TierRowContract row) =>
        new() { UpTo = row.UpTo ?? "", Below = row.Below ?? "", Value = row.Value };

    private static Contracts.V1.SchemeInput Input(Model.SchemeInput input) => new()
    {
        Name = input.Name,
        Type = input.Type.Word(),
        Per = input.Figure?.Per ?? "",
        Unit = input.Figure?.Unit ?? "",
        Decimals = input.Decimals,
        Pool = input.IsPool,
        Default = input.Default is { } value ? FigureText.Of(input, value) : "",
        Carried = input.Carried ?? "",
        Title = ProtoText.Of(input.Title),
    };

    private static Contracts.V1.SchemeHolding Holding(Model.SchemeHolding holding) => new()
    {
        Name = holding.Name,
        Unit = holding.Unit,
        Decimals = holding.Column.Decimals,
        Carried = holding.Carried ?? "",
        MemberAccount = holding.MemberAccount?.Word() ?? "",
        Counted = holding.Members is not null,
        Default = holding.Column.Default is { } value ? DecimalText.Format(value, holding.Column.Decimals) : "",
        Weighting = holding.Weighting == Model.HoldingWeighting.TimeWeighted
            ? Contracts.V1.HoldingWeighting.TimeWeighted
            : Contracts.V1.HoldingWeighting.RecordDate,
        Title = ProtoText.Of(holding.Title),
    };

    private static Contracts.V1.SchemeReference Reference(Scheme scheme) =>
        new() { Id = scheme.Id, Version = scheme.Version, Digest = scheme.Digest };
}
