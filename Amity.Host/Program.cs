using Amity.Host;

return await Commands.Root().Parse(args).InvokeAsync();
