using System.Text;

namespace Amity.Core.Paging;

/// <summary>Lists whose clients may also say <c>options[skip]</c> beside the limit.</summary>
public static class PageSkip
{
    /// <summary>The page that begins after so many rows, as the clients' own tokens put it. A token that is there wins.</summary>
    public static PageRequest Skipping(this PageRequest page, int? skip) => skip is null || !string.IsNullOrEmpty(page.Token)
        ? page
        : page with { Token = Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"skip":{{skip}}}""")) };
}
