using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Vocabulary;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.LinkageReports;

/// <summary>The gRPC side of reports: <c>linkage.v1.Reports</c>.</summary>
internal sealed class GrpcReports(ShowLinkageReport show, ExportLinkageReport export, ShowHouseholdIncome income)
    : Proto.Reports.ReportsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetLinkageReportResponse> GetLinkageReport(
        Proto.GetLinkageReportRequest request, ServerCallContext context)
    {
        var report = await show.HandleAsync(Caller.Of(context.GetHttpContext()), Asked(request), context.CancellationToken);
        var coverage = LinkageCoverageContract.Of(report);
        var message = new Proto.GetLinkageReportResponse
        {
            Year = report.Year, AsOf = Dates.Text(report.AsOf), All = Years(report.All), Covered = coverage.Covered,
            Registered = coverage.Registered, CoverageRate = coverage.Rate ?? "", CoveredOn = coverage.CoveredOn,
            RegisteredOn = coverage.RegisteredOn,
            Stated = coverage.Stated is { } stated
                ? new Proto.StatedCoverage
                {
                    Total = stated.Total, On = stated.On, Rate = stated.Rate, Printed = stated.Printed ?? "", Agrees = stated.Agrees,
                }
                : null,
        };
        message.Organizations.AddRange(report.Organizations.Select(Organization));
        message.Districts.AddRange(report.Districts.Select(district => new Proto.DistrictLinkages
        {
            Code = district.Code, Name = Places.NameOf(district.Code) ?? "", Figures = Years(district.Figures),
        }));
        foreach (var (benefit, title) in report.BenefitTitles)
        {
            message.Benefits[benefit] = ProtoText.Of(title);
        }

        return message;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportLinkageReport(
        Proto.ExportLinkageReportRequest request, IServerStreamWriter<Proto.ExportLinkageReportResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var isChinese = fields.OneOf("lang", request.Lang, "zh", "en") == "zh";
        fields.Check();
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportLinkageReportResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportLinkageReportResponse { Chunk = chunk }, context.CancellationToken));
        var asked = Asked(request.Report ?? new Proto.GetLinkageReportRequest());
        await export.HandleAsync(Caller.Of(context.GetHttpContext()), asked, isChinese,
            head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetHouseholdIncomeResponse> GetHouseholdIncome(
        Proto.GetHouseholdIncomeRequest request, ServerCallContext context)
    {
        var asked = new HouseholdIncomeRequest(request.Organization, request.Household, request.Year == 0 ? null : request.Year);
        var found = await income.HandleAsync(Caller.Of(context.GetHttpContext()), asked, context.CancellationToken);
        var message = new Proto.GetHouseholdIncomeResponse
        {
            Organization = found.Organization, Household = found.Household, Year = found.Year, TotalFen = found.Total.Fen,
            OrganizationsSearched = found.Searched,
        };
        message.Benefits.AddRange(found.Benefits.Select(Benefit));
        foreach (var payer in found.Payers)
        {
            var one = new Proto.IncomePayer
            {
                Organization = payer.Organization.Id, Name = payer.Organization.Name, Household = payer.Household,
                TotalFen = payer.Total.Fen,
            };
            foreach (var run in payer.Runs)
            {
                var of = new Proto.IncomeRun
                {
                    Run = run.Run.Id, Kind = run.Run.Kind, State = run.Run.State, Scheme = ProtoText.Of(run.Scheme),
                };
                of.Benefits.AddRange(run.Benefits.Select(Benefit));
                one.Runs.Add(of);
            }

            message.Payers.Add(one);
        }

        return message;
    }

    private static Proto.IncomeBenefit Benefit(BenefitIncome benefit) =>
        new() { Benefit = benefit.Benefit, Title = ProtoText.Of(benefit.Title), AmountFen = benefit.Fen };

    private static LinkageReportRequest Asked(Proto.GetLinkageReportRequest request)
    {
        var fields = new MessageFields();
        return new LinkageReportRequest(request.Year == 0 ? null : request.Year)
        {
            Organization = MessageFields.Text(request.Organization), Region = MessageFields.Text(request.Region),
            Total = request.Total == 0 ? null : request.Total, TotalOn = fields.Date("totalOn", request.TotalOn),
            Printed = MessageFields.Text(request.Printed), FormProblems = fields.Problems,
        };
    }

    private static Proto.OrganizationLinkages Organization(OrganizationLinkages linkages)
    {
        var row = linkages.Organization;
        var message = new Proto.OrganizationLinkages
        {
            Organization = row.Id, Name = row.Name, Region = row.Region, RegionName = Places.NameOf(row.Region) ?? "",
            Figures = Years(linkages.Figures),
        };
        message.Payers.AddRange(linkages.Payers.Select(payer => new Proto.LinkagePayer
        {
            Payer = payer.Name, Title = ProtoText.Of(payer.Title), AmountFen = payer.Amount.Fen,
        }));
        return message;
    }

    private static Proto.LinkageYears Years(TwoYears years) => new()
    {
        ThisYear = Figures(years.Now), LastYear = Figures(years.Before), IncomeChangeFen = years.IncomeChange.Fen,
    };

    private static Proto.LinkageFigures Figures(LinkageFigures figures)
    {
        var message = new Proto.LinkageFigures
        {
            Households = figures.Households, Registered = figures.Registered, Linked = Count(figures.Linked), Paid = Count(figures.Paid),
            IncomeFen = figures.Income.Fen, RegisteredIncomeFen = figures.RegisteredIncome.Fen, Promised = figures.Promised,
            BelowPromise = figures.BelowPromise, Covered = figures.Covered,
            AverageFen = figures.Average?.Fen, RegisteredAverageFen = figures.RegisteredAverage?.Fen,
        };

        foreach (var (mode, count) in figures.Modes)
        {
            message.Modes[mode] = Count(count);
        }

        foreach (var (benefit, sum) in figures.Benefits)
        {
            message.Benefits[benefit] = new Proto.LinkageBenefit
            {
                Households = Count(sum.Households), AmountFen = sum.Amount.Fen, RegisteredAmountFen = sum.RegisteredAmount.Fen,
            };
        }

        return message;
    }

    private static Proto.HouseholdCount Count(HouseholdCount count) => new() { All = count.All, Registered = count.Registered };
}
