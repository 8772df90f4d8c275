using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Storage.Organizations;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Runs;

/// <summary>Whether an organisation may share out by a scheme.</summary>
internal static class SchemeFit
{
    /// <returns>Null where it may.</returns>
    public static Problem? Problem(Scheme scheme, OrganizationRow organization)
    {
        if (scheme.LegalForms.Count == 0 || scheme.LegalForms.Contains(organization.LegalForm, StringComparer.Ordinal))
        {
            return null;
        }

        var forms = scheme.LegalForms.Select(Words.LegalForm).ToArray();
        var own = Words.LegalForm(organization.LegalForm);
        return new Problem(ProblemCodes.SchemeNotForLegalForm, "scheme", new LocalizedText(
            $"方案“{scheme.Id}”用于{string.Join("、", forms.Select(form => form.Zh))}，“{organization.Id}”是{own.Zh}",
            $"scheme \"{scheme.Id}\" is for: {string.Join(", ", forms.Select(form => form.En))}; \"{organization.Id}\" is: {own.En}"));
    }
}
