/* Small screens begin with the rows, not with the filters and the legend. */
if (window.innerWidth <= 760) byId("filter-box").open = false;
if (window.innerWidth < 1200) byId("legend").open = false;
setCurrent(firstStop());
readAddress();
