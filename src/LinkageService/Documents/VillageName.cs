using LinkageService.Storage.Organizations;

namespace LinkageService.Documents;

/// <summary>What the people of a village call their collective where its whole name would be too long.</summary>
internal static class VillageName
{
    private const string Collective = "rural_collective";

    /// <summary>
    /// 塘湾村 of 塘湾村股份经济合作社; never 陈村 of 陈村镇…. The whole name of an organisation that is no village's.
    /// </summary>
    public static string Of(OrganizationRow organization)
    {
        var name = organization.Name;
        var end = name.LastIndexOf('村') + 1;
        return organization.LegalForm == Collective && end > 1 && end < name.Length && name[end] is not ('镇' or '乡' or '组')
            ? name[..end]
            : name;
    }
}
