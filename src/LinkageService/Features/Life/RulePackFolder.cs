using LinkageService.Configuration;
using LinkageService.Engine.Checks;

namespace LinkageService.Features.Life;

/// <summary>Packs of rules that an installation adds: every <c>.csv</c> of the folder that <c>Law:Packs</c> names.</summary>
internal static class RulePackFolder
{
    private const string Key = "Law:Packs";

    /// <summary>The packs of the service and those of the folder, in the order of their names.</summary>
    /// <param name="folder">Null for none.</param>
    /// <exception cref="BadSettingException">There is no such folder, or a line of a pack is no rule.</exception>
    public static RulePacks Read(string? folder)
    {
        var packs = RulePacks.Standard;
        if (folder is null)
        {
            return packs;
        }

        try
        {
            return Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Aggregate(
                packs, (read, file) => read.With(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException(Key, folder, "放规则包的文件夹：" + exception.Message, "a folder of packs of rules: " + exception.Message);
        }
    }
}
