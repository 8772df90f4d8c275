using Google.Protobuf.Reflection;
using LinkageService.Features.LinkageReports;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.LinkageReports;

/// <summary>What REST answers of a report, gRPC has too, field by field.</summary>
public sealed class ReportParityTests
{
    // Stand in the response itself.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["coverage"] = "coverageRate", ["rate"] = "coverageRate",
    };

    [Fact]
    public void Reports_EveryFieldOfTheJson_IsInTheMessage()
    {
        Assert.Empty(Missing(typeof(LinkageReportContract), Proto.GetLinkageReportResponse.Descriptor));
        Assert.Empty(Missing(typeof(LinkageCoverageContract), Proto.GetLinkageReportResponse.Descriptor));
        Assert.Empty(Missing(typeof(StatedCoverageContract), Proto.StatedCoverage.Descriptor));
        Assert.Empty(Missing(typeof(OrganizationLinkagesContract), Proto.OrganizationLinkages.Descriptor));
        Assert.Empty(Missing(typeof(DistrictLinkagesContract), Proto.DistrictLinkages.Descriptor));
        Assert.Empty(Missing(typeof(LinkagePayerContract), Proto.LinkagePayer.Descriptor));
        Assert.Empty(Missing(typeof(LinkageYearsContract), Proto.LinkageYears.Descriptor));
        Assert.Empty(Missing(typeof(LinkageFiguresContract), Proto.LinkageFigures.Descriptor));
        Assert.Empty(Missing(typeof(LinkageBenefitContract), Proto.LinkageBenefit.Descriptor));
        Assert.Empty(Missing(typeof(HouseholdIncomeContract), Proto.GetHouseholdIncomeResponse.Descriptor));
        Assert.Empty(Missing(typeof(IncomePayerContract), Proto.IncomePayer.Descriptor));
        Assert.Empty(Missing(typeof(IncomeRunContract), Proto.IncomeRun.Descriptor));
        Assert.Empty(Missing(typeof(IncomeBenefitContract), Proto.IncomeBenefit.Descriptor));
    }

    // Money is in fen there, and named so.
    private static IEnumerable<string> Missing(Type contract, MessageDescriptor message)
    {
        var fields = message.Fields.InDeclarationOrder().Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal);
        return contract.GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..])
            .Where(name => !fields.Contains(name) && !fields.Contains(name + "Fen")
                && !(Elsewhere.GetValueOrDefault(name) is { } other && fields.Contains(other)));
    }
}
