namespace LinkageService.Features.Organizations;

/// <summary>Ids of organisations: 1 to 64 of a–z, 0–9 and hyphen, a letter or digit first.</summary>
internal static class OrganizationIds
{
    public const string Zh = "组织编号是 1 到 64 个小写字母、数字或连字符，以字母或数字开头";
    public const string En = "an organisation id is 1 to 64 lower-case letters, digits or hyphens, a letter or digit first";

    private const int Max = 64;

    /// <summary>Whether it is one.</summary>
    public static bool IsValid(string id) => id.Length is >= 1 and <= Max && id[0] != '-'
        && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
