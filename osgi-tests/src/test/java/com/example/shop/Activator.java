package com.example.shop;

import com.example.shop.api.Shop;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the application to whoever asks the framework for it. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(Shop.Opener.class, DbmShop::open, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
