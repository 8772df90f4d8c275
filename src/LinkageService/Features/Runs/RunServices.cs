using LinkageService.Configuration;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Features.Statements;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkageService.Features.Runs;

/// <summary>Every part of the runs.</summary>
internal static class RunServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RunFactsCache>();
        services.AddSingleton<RecomputedRuns>();
        services.AddSingleton<RunSheets>();
        services.TryAddSingleton<ProofKeys>();
        services.AddSingleton<ProofTrees>();
        services.AddSingleton<FindProofs>();
        services.AddSingleton<ProofEndpoints>();
        services.AddSingleton<FindStatements>();
        services.AddSingleton<FollowMoney>();
        services.AddSingleton<ShowShareOut>();
        services.AddSingleton<FindLastYear>();
        services.AddSingleton<FindCarried>();
        services.AddSingleton<PayeeChecks>();
        services.AddSingleton<ChangeRun>();
        services.AddSingleton<RunsInProgress>();
        services.AddSingleton<CreateRun>();
        services.AddSingleton<CheckRoster>();
        services.AddSingleton<PreviewRun>();
        services.AddSingleton<GetRun>();
        services.AddSingleton<ShowRun>();
        services.AddSingleton<ListRuns>();
        services.AddSingleton<GetStatements>();
        services.AddSingleton<FindExceptions>();
        services.AddSingleton<ReadPersons>();
        services.AddSingleton<CheckRunLaw>();
        services.AddSingleton<CheckCalculation>();
        services.AddSingleton<LegalCheckEndpoints>();
        services.AddSingleton<GrpcLegalChecks>();
        services.AddSingleton<FindBlockers>();
        services.AddSingleton<FindTaxTerms>();
        services.AddSingleton<FindBenefits>();
        services.AddSingleton<FixWithholding>();
        services.AddSingleton<SubmitRun>();
        services.AddSingleton<EditRun>();
        services.AddSingleton<DiscloseRun>();
        services.AddSingleton<FindObjectionChannel>();
        services.AddSingleton<Objections>();
        services.AddSingleton(provider => CheckOverriding.By(provider.GetRequiredService<Settings>().OverrideRole));
        services.AddSingleton<ApproveRun>();
        services.AddSingleton<PayRun>();
        services.AddSingleton<CloseRun>();
        services.AddSingleton<CancelRun>();
        services.AddSingleton<CorrectRun>();
        services.AddSingleton<CompareRuns>();
        services.AddSingleton<FindChanges>();
        services.AddSingleton<VerifyRun>();
        services.AddSingleton<FailedVerifications>();
        services.AddSingleton<VerifyRunForCaller>();
        services.AddSingleton<ListHouseholdStatements>();
        services.AddSingleton<OpenBalances>();
        services.AddSingleton<CloseBalance>();
        services.AddSingleton<CreateSettlement>();
        services.AddSingleton<RunInquiries>();
        services.AddSingleton<BalanceEndpoints>();
        services.AddSingleton<CorrectionEndpoints>();
        services.AddSingleton<RunEndpoints>();
        services.AddSingleton<RunLifeEndpoints>();
        services.AddSingleton<ReviewEndpoints>();
        services.AddSingleton<GrpcRuns>();
    }

    public static void MapRest(WebApplication app)
    {
        app.Services.GetRequiredService<RunEndpoints>().Map(app);
        app.Services.GetRequiredService<RunLifeEndpoints>().Map(app);
        app.Services.GetRequiredService<ReviewEndpoints>().Map(app);
        app.Services.GetRequiredService<ProofEndpoints>().Map(app);
        app.Services.GetRequiredService<LegalCheckEndpoints>().Map(app);
        app.Services.GetRequiredService<CorrectionEndpoints>().Map(app);
        app.Services.GetRequiredService<BalanceEndpoints>().Map(app);
    }
}
