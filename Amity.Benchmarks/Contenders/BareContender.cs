using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Amity.Benchmarks.Contenders;

/// <summary>Answers each file of the folder under its name: the bytes of a real answer without anything that makes them.</summary>
internal static class BareContender
{
    public static WebApplication Build(string folder)
    {
        var app = Kestrel.Build();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var answer = File.ReadAllBytes(file);
            app.MapGet("/" + Path.GetFileName(file), (RequestDelegate)(http =>
            {
                http.Response.ContentType = "application/json; charset=utf-8";
                http.Response.ContentLength = answer.Length;
                return http.Response.Body.WriteAsync(answer).AsTask();
            }));
        }

        return app;
    }
}
